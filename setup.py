from configparser import ConfigParser
from pathlib import Path
from setuptools import setup

cfg = ConfigParser(delimiters=['='], interpolation=None)
with Path(__file__).with_name('settings.ini').open(encoding='utf-8') as f: cfg.read_file(f)
ini = cfg['DEFAULT']
setup(
    install_requires=ini['requirements'].split(),
    extras_require={k.removesuffix('_requirements'): v.split() for k,v in ini.items() if k.endswith('_requirements')},
    entry_points={'console_scripts': ini['console_scripts'].split(),
                  'nbdev': ['diff_dalle_nb = diff_dalle_nb._modidx:d']},
)

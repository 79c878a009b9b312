"Resolve the requirements of users and developers afresh and record the exact set in constraints.txt"
import json, platform, subprocess, sys, tempfile, venv
from pathlib import Path

NOT_OURS = {'diff_dalle_nb', 'pip', 'setuptools', 'wheel'}

def resolve(extras='dev,bench'):
    "What pip would install into an empty environment: list of package metadata"
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        pip = [f'{folder}/bin/python', '-m', 'pip', '-qq', '--disable-pip-version-check', 'install']
        report = Path(folder)/'report.json'
        subprocess.run([*pip, '--upgrade', 'pip'], check=True)
        subprocess.run([*pip, '--dry-run', '--report', report, f'.[{extras}]'], check=True)
        return [o['metadata'] for o in json.loads(report.read_text(encoding='utf-8'))['install']]

if __name__=='__main__':
    print('constraints: resolving the requirements of settings.ini; nothing is installed (a minute or two)', flush=True)
    try: found = resolve()
    except subprocess.CalledProcessError: sys.exit('constraints stopped: pip found no solution (its message is above)')
    pins = [f"{m['name']}=={m['version'].split('+')[0]}" for m in found if m['name'] not in NOT_OURS]
    head = f'# The exact set that was tested, with Python {platform.python_version()} on {platform.system()}. ' \
            'Made by `make constraints`.'
    Path('constraints.txt').write_text('\n'.join([head, *sorted(pins, key=str.lower)])+'\n', encoding='utf-8')
    print(f'constraints: {len(pins)} versions written to constraints.txt; `make test` says whether they work')

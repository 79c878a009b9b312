"Checks of the house itself. Each is one named test: its docstring is the name, an exception the reason it failed"
import ast, contextlib, json, os, re, shutil, subprocess, sys, tempfile, threading
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
NBS, PKG = ROOT/'nbs', ROOT/'diff_dalle_nb'
CHECKS = []

def check(f):
    CHECKS.append(f)
    return f

def once(f):
    "Call `f` for the first who asks; others wait and share its result"
    lock, results = threading.Lock(), []
    def shared():
        with lock:
            if not results: results.append(f())
        return results[0]
    return shared

# --- what the repository says about itself

def notebooks(): return [f for f in sorted(NBS.glob('*.ipynb')) if f.name[0] not in '._']
def modules(): return {f.stem: f for f in sorted(PKG.glob('*.py')) if f.stem not in ('__init__', '_modidx', '__main__')}
def cells(nb): return json.loads(nb.read_text(encoding='utf-8'))['cells']

def default_exp(nb):
    "Name of the module that a notebook exports to, if any"
    found = re.search(r'^#\|\s*default_exp\s+(\S+)', '\n'.join(''.join(c['source']) for c in cells(nb)), flags=re.M)
    return found and found[1]

def numbers():
    "Module name to the number of its notebook"
    return {default_exp(f): f.name.split('_')[0] for f in notebooks() if default_exp(f)}

def imports(path):
    "`(own modules, outside packages)` that a module imports, wherever in it"
    own, outside = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
        names = [a.name for a in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
        if isinstance(node, ast.ImportFrom):
            base = f"diff_dalle_nb.{node.module or ''}".rstrip('.') if node.level else node.module
            names = [f'{base}.{n}' for n in names] if base=='diff_dalle_nb' else [base]
        for parts in (n.split('.') for n in names):
            if parts[0]!='diff_dalle_nb': outside.add(parts[0])
            elif len(parts)>1: own.add(parts[1])
    return own & modules().keys(), outside - set(sys.stdlib_module_names)

def requirements(key):
    ini = ConfigParser(delimiters=['='], interpolation=None)
    ini.read(ROOT/'settings.ini', encoding='utf-8')
    return [Requirement(o) for o in ini['DEFAULT'][key].split()]

# --- scratch copies, so that no check writes into the working tree

PARTS = 'nbs diff_dalle_nb tools pyproject.toml settings.ini setup.py MANIFEST.in LICENSE README.md _quarto.yml'.split()
IGNORED = 'node_modules __pycache__ .ipynb_checkpoints .last_checked .quarto demo runs'.split()

@contextlib.contextmanager
def scratch():
    "A copy of what the package is made of"
    with tempfile.TemporaryDirectory() as folder:
        skip = shutil.ignore_patterns(*IGNORED)
        for o in (ROOT/p for p in PARTS):
            if o.is_dir(): shutil.copytree(o, Path(folder)/o.name, symlinks=True, ignore=skip)
            elif o.exists(): shutil.copy2(o, folder)
        yield Path(folder)

def run(*args, cwd=ROOT, **env):
    "Standard output of a command; its last lines are the reason when it fails"
    env = {k:v for k,v in os.environ.items() if k not in ('IN_TEST', 'PYTHONPATH')} | env
    done = subprocess.run(args, cwd=cwd, env=env, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
    if done.returncode: raise AssertionError('\n'.join((done.stdout+done.stderr).strip().splitlines()[-15:]))
    return done.stdout

def python(code, *args, **kwargs): return run(sys.executable, '-c', code, *map(str, args), **kwargs)

def contents(root):
    return {str(f.relative_to(root)): f.read_bytes() for p in PARTS for f in [root/p, *(root/p).rglob('*')]
            if f.is_file() and not set(f.relative_to(root).parts) & set(IGNORED)}

@once
def prepared():
    "Files that `make prepare` would change, by name: 'changed', 'missing' or 'left over'"
    with scratch() as folder:
        before = contents(folder)
        run(sys.executable, 'tools/prepare.py', cwd=folder, JUPYTER_DATA_DIR=str(folder/'.jupyter'))
        after = contents(folder)
    def kind(name): return 'missing' if name not in before else 'left over' if name not in after else 'changed'
    return {name: kind(name) for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)}

def unchanged(pattern):
    bad = [f'{name} ({kind})' for name,kind in prepared().items() if re.match(pattern, name)]
    assert not bad, f"`make prepare` is due: {', '.join(bad)}"

def none(bad, message):
    assert not bad, message + '\n  ' + '\n  '.join(map(str, bad))

# --- notebooks and modules

@check
def import_order():
    "modules import lower numbers only, and at most five of our own"
    number = numbers()
    own = {m: imports(f)[0] for m,f in modules().items()}
    none([f'{m} ({number.get(m)}) imports {o} ({number.get(o)})' for m in own for o in sorted(own[m])
          if m!='all' and number.get(o, '99') >= number.get(m, '')], 'not a lower number:')
    none([f"{m}: {', '.join(sorted(o))}" for m,o in own.items() if m not in ('all', 'index') and len(o)>5],
         'more than five:')

@check
def modules_equal_notebooks():
    "every module has its notebook, and every notebook its module"
    made, there = numbers().keys() - {'all'}, modules().keys() - {'all'}
    none(made ^ there, 'only on one side:')

@check
def exported():
    "exported modules equal the notebooks"
    unchanged(r'diff_dalle_nb/|nbs/llms.txt')

@check
def cleaned():
    "notebooks are clean"
    unchanged(r'nbs/.*\.ipynb$')

@check
def site_files():
    "sidebar and site settings list what is there"
    unchanged(r'nbs/.*\.yml$')
    assert (NBS/'_quarto.yml').is_symlink(), 'nbs/_quarto.yml must be a symbolic link to ../_quarto.yml'
    assert os.readlink(NBS/'_quarto.yml')=='../_quarto.yml'

@check
def readme():
    "README equals the index notebook"
    unchanged(r'README.md|nbs/images/')

@check
def stored_outputs():
    "every notebook that computes shows what came out"
    none([f.name for f in notebooks() if default_exp(f)!='all' and not any(c.get('outputs') for c in cells(f))],
         'no stored output:')

MACHINE = re.compile(r'(?<![\w.])/(?:home|root|tmp|work|Users|private|var)/|site-packages|\b[A-Z]:\\|object at 0x')

@check
def no_machine_path():
    "stored outputs name no path or address of a machine"
    def texts(out): return [''.join(o) for o in [out.get('text', ''), *out.get('traceback', []),
        *(v for k,v in out.get('data', {}).items() if not k.startswith('image/') and isinstance(v, (str, list)))]]
    none([f'{f.name}, cell {i}: …{t[max(0, m.start()-30):m.end()+40]!r}'
          for f in notebooks() for i,c in enumerate(cells(f)) for out in c.get('outputs', [])
          for t in texts(out) for m in [MACHINE.search(t)] if m], 'machine path:')

# --- requirements and packaging

@check
def declared():
    "what the modules import stands in the requirements"
    owners = packages_distributions()
    stated = {canonicalize_name(r.name) for r in requirements('requirements')}
    none([f'{m} imports {o}' for m,f in modules().items() for o in sorted(imports(f)[1])
          if not stated & {canonicalize_name(d) for d in owners.get(o, [o])}], 'not in `requirements` of settings.ini:')

@check
def constraints():
    "constraints pin every requirement inside its range and name no host"
    text = (ROOT/'constraints.txt').read_text(encoding='utf-8')
    assert not re.search(r'://|^\s*-|@', text, flags=re.M), 'a location or an option in constraints.txt'
    version = {canonicalize_name(n): v for n,v in re.findall(r'^([\w.-]+)==(\S+)$', text, flags=re.M)}
    def pinned(r): return r.name=='setuptools' or r.specifier.contains(version.get(canonicalize_name(r.name), '0'))
    wanted = [r for key in ('requirements', 'dev_requirements', 'bench_requirements') for r in requirements(key)]
    none([r for r in wanted if not pinned(r)], 'not pinned in its range:')

THROW_AWAY = tempfile.TemporaryDirectory()

@once
def installed():
    "A throw-away folder with the wheel installed, the wheel built from the sdist; it goes when this process ends"
    folder = Path(THROW_AWAY.name)
    with scratch() as src: run(sys.executable, '-m', 'build', '--no-isolation', '--outdir', folder/'dist', cwd=src)
    wheel, = folder.glob('dist/*.whl')
    run(sys.executable, '-m', 'pip', '-q', 'install', '--no-deps', '--no-index', '--target', folder/'site', wheel)
    return folder/'site'

@check
def packaged():
    "sdist and wheel build, install with the shipped weights, and import"
    site = installed()
    def shipped(root): return {f.name: f.stat().st_size for f in (root/'diff_dalle_nb'/'pretrained').glob('*')}
    assert shipped(site)==shipped(ROOT), f'shipped {shipped(site)}, in the repository {shipped(ROOT)}'
    code = 'import sys, importlib; print(*{importlib.import_module(m).__file__ for m in sys.argv[1:]})'
    files = python(code, *(f'diff_dalle_nb.{m}' for m in modules()), cwd=site, PYTHONPATH=str(site)).split()
    none([f for f in files if not Path(f).is_relative_to(site)], 'imported from elsewhere:')

@check
def console():
    "console script starts"
    site = installed()
    said = run(site/'bin'/'diff-dalle', '-h', cwd=site, PYTHONPATH=str(site))
    assert 'sample' in said, f'its help does not name `sample`:\n{said}'

# Code put before that of a child process: no connection can be made, and an attempt is remembered
OFFLINE = '''
import socket, sys, time
attempts = []
def refuse(*args, **kwargs):
    attempts.append(args)
    raise OSError('no network here')
for name in 'connect', 'connect_ex': setattr(socket.socket, name, refuse)
for name in 'create_connection', 'getaddrinfo', 'gethostbyname': setattr(socket, name, refuse)
def report(*heavy):
    if attempts: sys.exit(f'asked for the network: {attempts[0]}')
    found = [m for m in heavy if m in sys.modules]
    if found: sys.exit(f'imported before it is needed: {found}')
    print(time.process_time())
'''

@check
def light_import():
    "importing the generator needs no network, no training library, and under 3 s of CPU time"
    code = OFFLINE + '''
import diff_dalle_nb, diff_dalle_nb.generator
report('fastai', 'webdataset', 'open_clip', 'matplotlib', 'accelerate')
'''
    seconds = min(float(python(code).split()[-1]) for _ in range(3))
    assert seconds < 3, f'{seconds:.1f} s of CPU time, at best of three'

@check
def offline_sampling():
    "the shipped model draws without a network and without a training library"
    models = sorted(f.stem for f in (PKG/'pretrained').glob('*.safetensors'))
    assert models, 'no model in diff_dalle_nb/pretrained'
    code = OFFLINE + '''
from diff_dalle_nb.cli import main
model, out = sys.argv[1:]
sys.argv = ['diff-dalle', 'sample', 'a red circle', '--n', '1', '--steps', '1', '--model', model, '--out', out]
try: main()
except SystemExit as e:
    if e.code: raise
report('fastai', 'webdataset')
'''
    with tempfile.TemporaryDirectory() as out:
        for m in models:
            python(code, m, f'{out}/{m}')
            made = {f.name for f in Path(out, m).glob('*')}
            assert {'000.png', 'grid.png', 'prompts.txt', 'samples.npz'} <= made, f'{m} wrote {sorted(made)}'

"""Press the buttons of PromptBox and move the explorers' sliders in JupyterLab, in a real browser without a window

Needs Chromium, Node and playwright-core (once: `npm install --prefix tools/widget_test`). Without them it says so and ends well.
The picture in notebook 91 was taken with `--prompt "$(printf 'two red circles\\na yellow ring above a blue square')" --save nbs/images/prompt_box.png`,
that in notebook 93 is `guidance.png` in the folder given with `--save_explorers`."""
import json, os, secrets, shutil, signal, socket, subprocess, sys, tempfile, time
from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BROWSERS = 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'

PROMPT_BOX = """from diff_dalle_nb.generator import TextToImage
from diff_dalle_nb.widgets import PromptBox
t2i = TextToImage.load(%r)""", 'PromptBox(t2i)'
EXPLORERS = """from diff_dalle_nb.demo import ShapesDataset
from diff_dalle_nb.explorers import GuidanceExplorer, SamplerRace, ScheduleExplorer""", \
    "ScheduleExplorer(ShapesDataset(size=64)[0]['image'])", 'SamplerRace()', 'GuidanceExplorer()'

def write_notebook(path, code):
    "The smallest notebook with these cells"
    cells = [dict(cell_type='code', id=f'cell{i}', metadata={}, execution_count=None, outputs=[], source=c) for i,c in enumerate(code)]
    kernel = dict(display_name='Python 3', language='python', name='python3')
    path.write_text(json.dumps(dict(cells=cells, metadata=dict(kernelspec=kernel), nbformat=4, nbformat_minor=5)))

def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]

def start_lab(folder, port, token):
    "JupyterLab on the loopback interface, with settings, data and logs in `folder`"
    folders = 'JUPYTER_CONFIG_DIR JUPYTER_DATA_DIR JUPYTER_RUNTIME_DIR JUPYTERLAB_SETTINGS_DIR JUPYTERLAB_WORKSPACES_DIR IPYTHONDIR'
    env = os.environ | {name: str(folder/name.lower()) for name in folders.split()} | {'PYTHONPATH': str(ROOT), 'JUPYTER_TOKEN': token}
    quiet = folder/'jupyterlab_settings_dir'/'@jupyterlab'/'apputils-extension'/'notification.jupyterlab-settings'
    quiet.parent.mkdir(parents=True, exist_ok=True)
    quiet.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    command = [sys.executable, '-m', 'jupyterlab', '--no-browser', '--allow-root', '--ip=127.0.0.1', f'--port={port}', '--ServerApp.port_retries=0']
    log = (folder/'lab.log').open('w')
    return subprocess.Popen(command, cwd=folder/'notebooks', env=env, stdout=log, stderr=log, start_new_session=True)

def end(process):
    "End a process and its children"
    if process.poll() is None: os.killpg(process.pid, signal.SIGTERM)
    try: process.wait(20)
    except subprocess.TimeoutExpired: os.killpg(process.pid, signal.SIGKILL)

def press_buttons(lab, settings, limit=600):
    "Exit status of the browser's part"
    env = os.environ | {'WIDGET_TEST': json.dumps(settings)}
    browser = subprocess.Popen([shutil.which('node'), 'drive.mjs'], cwd=HERE, env=env, start_new_session=True)
    try: return browser.wait(limit)
    except subprocess.TimeoutExpired: return print(f'not finished after {limit} s') or 1
    finally:
        for process in browser, lab: end(process)

def report(folder):
    "What there is to see of a failure: the page, or what the server said when there was none"
    page, kept = folder/'failure.png', Path(tempfile.gettempdir())/'widget_test_failure.png'
    print(f'the page looked like this: {shutil.copy(page, kept)}' if page.exists() else (folder/'lab.log').read_text()[-2000:])

def main():
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--model', default='shapes', help='model file, or name of a shipped model')
    parser.add_argument('--prompt', default='a red circle', help='prompts to type, one a line')
    parser.add_argument('--steps', type=int, default=12, help='sampler steps')
    parser.add_argument('--save', help='where to put a picture of the box')
    parser.add_argument('--save_explorers', help='folder for pictures of the explorers')
    args = parser.parse_args()
    needed = {'Chromium': next(filter(None, map(shutil.which, BROWSERS)), None), 'node': shutil.which('node'),
              'playwright-core': (HERE/'node_modules'/'playwright-core').is_dir(), 'JupyterLab': find_spec('jupyterlab')}
    missing = [name for name,found in needed.items() if not found]
    if missing: return print(f"skipped: no browser (missing: {', '.join(missing)})")
    with tempfile.TemporaryDirectory(prefix='widget_test', ignore_cleanup_errors=True) as folder:
        folder,port,token,began = Path(folder),free_port(),secrets.token_hex(16),time.monotonic()
        (folder/'notebooks').mkdir()
        model = str(Path(args.model).resolve()) if Path(args.model).is_file() else args.model
        write_notebook(folder/'notebooks'/'box.ipynb', [PROMPT_BOX[0] % model, PROMPT_BOX[1]])
        write_notebook(folder/'notebooks'/'explorers.ipynb', EXPLORERS)
        settings = dict(browser=needed['Chromium'], profile=str(folder/'profile'), url=f'http://127.0.0.1:{port}', token=token,
                        prompt=args.prompt, steps=args.steps, failure=str(folder/'failure.png'),
                        **{name: value and str(Path(value).resolve()) for name,value in vars(args).items() if name.startswith('save')})
        status = press_buttons(start_lab(folder, port, token), settings)
        if status: report(folder)
        print(f"{'failed' if status else 'passed'} in {time.monotonic()-began:.0f} s")
        return status

if __name__=='__main__': sys.exit(main())

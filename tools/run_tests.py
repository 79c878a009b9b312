"Run the structure checks and every notebook, and end with 'N passed, N failed'"
import os, subprocess, sys, time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from fastcore.script import call_parse
from check_structure import CHECKS, NBS, ROOT, notebooks

def run_check(check):
    "`(passed, reason)` of one structure check"
    try: check()
    except Exception as e: return False, f'{type(e).__name__}: {e}'
    return True, ''

def run_notebook(path, limit=1200):
    "`(passed, messages)` of a notebook, run in a process of its own and stopped after `limit` seconds"
    command = [Path(sys.executable).with_name('nbdev-test'), path, '--n-workers', '0']
    try: run = subprocess.run(command, cwd=NBS, capture_output=True, text=True, timeout=limit, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired: return False, f'not finished after {limit} s'
    return run.returncode==0, run.stdout + run.stderr

def timed(f, *args):
    start = time.perf_counter()
    return *f(*args), time.perf_counter()-start

@call_parse
def main(
    n_workers:int=2, # tests run at the same time
    only:str='',     # run only the tests whose name contains this
):
    "Run the structure checks and every notebook, and end with 'N passed, N failed'"
    os.environ.update(OMP_NUM_THREADS=str(max(1, (os.cpu_count() or 1)//n_workers)), HF_HUB_OFFLINE='1')
    os.chdir(ROOT)
    tests = [(c.__doc__, run_check, c) for c in CHECKS] + [(f.name, run_notebook, f) for f in notebooks()]
    tests = [t for t in tests if only in t[0]]
    print(f'{len(tests)} tests, {n_workers} at a time', flush=True)
    passed = 0
    with ThreadPoolExecutor(n_workers) as pool:
        names = {pool.submit(timed, f, arg): name for name,f,arg in tests}
        for job in as_completed(names):
            ok, message, seconds = job.result()
            passed += ok
            print(f"{'ok  ' if ok else 'FAIL'} {seconds:6.1f}s {names[job]}", flush=True)
            if not ok: print(message.strip(), flush=True)
    print(f'{passed} passed, {len(tests)-passed} failed')
    return sys.exit(int(passed < len(tests)))

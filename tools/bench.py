"Run the benchmark notebooks with the cells that need other libraries, and store what they print"
import os, sys
from nbdev.clean import nbdev_clean
from nbdev.test import test_nb
from check_structure import NBS, ROOT, notebooks

if __name__=='__main__':
    os.environ['HF_HUB_OFFLINE'] = '1'
    os.chdir(NBS)
    failed = []
    for path in notebooks():
        if not path.name.startswith(('95', '96')): continue
        ok,seconds = test_nb(path, skip_flags=['notest', 'slow', 'gpu'], force_flags=['bench'], basepath=ROOT, save=True)
        print(f"{'ok  ' if ok else 'FAIL'} {seconds:6.1f}s {path.name}", flush=True)
        getattr(nbdev_clean, '__wrapped__', nbdev_clean)(str(path))
        if not ok: failed.append(path.name)
    sys.exit(bool(failed))

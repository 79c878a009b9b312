"Bring up to date everything that is made from the notebooks: modules, clean notebooks, the site's sidebar, README"
from nbdev.clean import nbdev_clean
from nbdev.doclinks import nbdev_export
from nbdev.quarto import nbdev_sidebar, refresh_quarto_yml
from make_readme import make_readme

if __name__=='__main__':
    for step in nbdev_export, nbdev_clean, refresh_quarto_yml, nbdev_sidebar: getattr(step, '__wrapped__', step)()
    make_readme()

"Write README.md, and the pictures it shows, from the stored outputs of nbs/index.ipynb"
import base64, json, re
from pathlib import Path

def source(cell): return ''.join(cell['source'])

def directives(cell):
    "`#|` lines of a cell as `{name: value}`"
    pairs = re.findall(r'^#\|[ \t]*([\w-]+):?[ \t]*(.*)$', source(cell), flags=re.M)
    return {name: value.strip() for name,value in pairs}

def fenced(text, lang=''): return f'```{lang}\n{text.strip()}\n```'

def relink(text, nbs='nbs'):
    "Links that are relative to the notebooks' folder, as seen from the folder above it"
    def prefix(m): return m[1] + (f'{nbs}/' if (Path(nbs)/m[2].split('#')[0]).is_file() else '') + m[2]
    return re.sub(r'(\]\(|src=")([^)"#\s][^)"\s]*)', prefix, text)

def output(out, pictures):
    "One stored output as Markdown; an image is appended to `pictures` and shown by the name it will have"
    if out['output_type']=='stream': return fenced(''.join(out['text'])) if out['name']=='stdout' else ''
    data = out.get('data', {})
    if 'image/png' in data:
        pictures.append(base64.b64decode(''.join(data['image/png'])))
        return f'![](nbs/images/readme_{len(pictures)}.png)'
    if 'text/markdown' in data: return relink(''.join(data['text/markdown']).strip())
    return fenced(''.join(data['text/plain'])) if 'text/plain' in data else ''

def render(nb):
    "`(markdown, list of PNG bytes)` of the notebook `nb`"
    parts, pictures = [], []
    for cell in nb['cells']:
        marks = directives(cell)
        text = re.sub(r'^#\|.*\n?', '', source(cell), flags=re.M).strip()
        if cell['cell_type']=='markdown': parts.append(relink(text))
        if cell['cell_type']!='code' or marks.keys() & {'hide', 'default_exp'}: continue
        if text and marks.get('echo')!='false': parts.append(fenced(text, 'python'))
        if marks.get('output')!='false': parts += [output(o, pictures) for o in cell['outputs']]
    return '\n\n'.join(filter(None, parts)) + '\n', pictures

def make_readme():
    "Render the index of the project in the current folder"
    text, pictures = render(json.loads(Path('nbs/index.ipynb').read_text(encoding='utf-8')))
    folder = Path('nbs/images')
    for old in folder.glob('readme_*.png'): old.unlink()
    if pictures: folder.mkdir(exist_ok=True)
    for i,png in enumerate(pictures, 1): (folder/f'readme_{i}.png').write_bytes(png)
    note = '<!-- Made from nbs/index.ipynb by `make prepare`; edit the notebook. -->\n\n'
    Path('README.md').write_text(note + text, encoding='utf-8')

if __name__=='__main__': make_readme()

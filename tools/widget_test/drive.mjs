// Drives JupyterLab: opens the notebooks, runs them, types a prompt, presses buttons, drags sliders, looks at what comes.
import assert from 'node:assert/strict'
import {chromium} from 'playwright-core'

const {browser, profile, url, token, prompt, steps, save, save_explorers, failure} = JSON.parse(process.env.WIDGET_TEST)
const PATIENCE = 180_000 // ms; a busy machine takes its time to start a kernel
const pause = ms => new Promise(done => setTimeout(done, ms))

async function server() {
  for (const end = Date.now()+PATIENCE; Date.now() < end; await pause(500))
    if (await fetch(`${url}/api?token=${token}`).then(r => r.ok, () => false)) return
  throw new Error('JupyterLab did not start')
}

async function run_notebook(page, name) {
  await page.goto(`${url}/lab/workspaces/${name}/tree/${name}.ipynb?token=${token}`)
  const first = page.locator('.jp-CodeCell .jp-InputPrompt').first()
  await first.waitFor()
  await page.locator('.jp-StatusBar-Widget').getByText(/\| Idle/).waitFor()
  for (let tries = 0; tries < 5 && await first.innerText() === '[ ]:'; tries++) { // a kernel that has just started may miss it
    await page.getByRole('menuitem', {name: 'Run', exact: true}).click()
    await page.getByRole('menuitem', {name: 'Run All Cells', exact: true}).click()
    await pause(5000)
  }
}

async function appears(page, widget) {
  const failed = page.locator('.jp-OutputArea-output').filter({hasText: 'Traceback'})
  await widget.or(failed).first().waitFor()
  if (await failed.count()) throw new Error((await failed.first().innerText()).trim().split('\n').at(-1))
}

async function drag(page, explorer, slider) { // a slider by its name; the answer is how many milliseconds later there was another picture
  const picture = explorer.locator('img.widget-image')
  await picture.scrollIntoViewIfNeeded()
  const before = await picture.getAttribute('src')
  const row = explorer.locator('.widget-slider').filter({hasText: slider})
  await row.scrollIntoViewIfNeeded()
  const {x, y, width, height} = await row.locator('.noUi-handle').first().boundingBox()
  await page.mouse.move(x+width/2, y+height/2)
  await page.mouse.down()
  await page.mouse.move(x+width/2+60, y+height/2)
  const start = Date.now()
  await page.waitForFunction(([img, src]) => img.src != src && img.complete && img.naturalWidth, [await picture.elementHandle(), before])
  const took = Date.now()-start
  await page.mouse.up()
  return took
}

const context = await chromium.launchPersistentContext(profile, {
  executablePath: browser, headless: true, viewport: {width: 1100, height: 900},
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
context.setDefaultTimeout(PATIENCE)
const refused = []
await context.route(to => !['127.0.0.1', 'localhost'].includes(to.hostname), route => {
  refused.push(route.request().url())
  return route.abort()
})
const page = context.pages()[0] ?? await context.newPage()

try {
  await server()
  await run_notebook(page, 'box')
  const box = page.locator('.jp-OutputArea-output .widget-vbox').first()
  const status = box.locator('.widget-html-content')
  const picture = box.locator('img.widget-image')
  const [draw, stop] = ['Draw', 'Stop'].map(name => box.getByRole('button', {name, exact: true}))
  const field = name => box.locator('.widget-text', {has: page.getByText(name, {exact: true})}).locator('input')
  const says = text => status.filter({hasText: text}).waitFor()
  await appears(page, draw)
  assert.equal(await picture.isVisible(), false, 'a picture before the first click')
  assert.equal(await stop.isEnabled(), false, 'nothing to stop yet')

  const ask = async (text, n_steps) => {
    await box.locator('textarea').fill(text)
    await field('Steps').fill(String(n_steps))
    await field('Steps').press('Enter')
    await draw.click()
  }
  const ready = () => box.locator('button:not([disabled])', {hasText: 'Draw'}).waitFor()

  // a long run that is stopped: the kernel must hear the click while it works
  await ask('a blue square', 1000)
  await picture.waitFor()
  await says(/% ?, .* left/)
  assert.equal(await draw.isEnabled(), false, 'a second run can be started beside the first')
  await stop.click()
  await says('Stopped at')
  await ready()
  console.log('stopped:', await status.innerText())

  // a word nobody knows: what is typed arrives, and the note about it comes back
  await ask('a zzyzx', 2)
  await says('zzyzx')
  await ready()
  console.log('noted:', await status.innerText())

  // a run to the end
  await ask(prompt, steps)
  await status.filter({hasNotText: 'zzyzx'}).filter({hasText: /pictures? in [\d.]+ s/}).waitFor()
  await ready()
  const [wide, high, shown] = await picture.evaluate(img => [img.naturalWidth, img.naturalHeight, img.getBoundingClientRect().width])
  assert(wide >= 128 && high >= 128, `the picture is ${wide} x ${high}`)
  assert(shown <= wide, 'the page enlarges the picture')
  const [bar, groove] = await box.locator('.progress-bar').evaluate(bar => [bar, bar.parentElement].map(e => e.getBoundingClientRect().toJSON()))
  assert(bar.height > 4 && bar.width > 0.98*groove.width, `the bar is ${bar.width} x ${bar.height}, of ${groove.width}`)
  console.log(`drawn: ${await status.innerText()} (${wide} x ${high} pixels)`)

  if (save) {
    await page.mouse.move(0, 0)
    await box.screenshot({path: save})
  }

  await run_notebook(page, 'explorers')
  const explorers = page.locator('.jp-OutputArea-output .widget-vbox')
  for (const [i, [name, slider]] of [['schedule', 'Timestep'], ['race', 'Evaluations'], ['guidance', 'Guidance']].entries()) {
    const explorer = explorers.nth(i)
    await appears(page, explorer.locator('img.widget-image'))
    console.log(`${name}: another picture ${await drag(page, explorer, slider)} ms after the slider moved`)
    assert.equal(await explorer.locator('img.widget-image').evaluate(img => img.naturalWidth), 800)
    await pause(1000)
    if (save_explorers) await explorer.screenshot({path: `${save_explorers}/${name}.png`})
  }
  const race = explorers.nth(1)
  for (const name of ['ddim', 'heun', 'dpmpp_2m']) await race.getByRole('button', {name, exact: true}).click()
  await race.locator('.widget-html-content').filter({hasText: 'one to eight samplers; got 0'}).waitFor()
  console.log(`requests to other hosts, all refused: ${refused.length}`)
} catch (e) {
  await page.screenshot({path: failure}).catch(() => {})
  console.error(String(e.message ?? e))
  process.exitCode = 1
} finally {
  await context.close()
}

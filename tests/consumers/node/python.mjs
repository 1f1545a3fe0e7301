// Runs the program's commands in another Python, which Pyodide brings as WebAssembly, and prints what each gave.
// python.mjs PACKAGE SITE PROGRAM DATA: the folders are mounted; standard input holds the commands as a JSON list.
import { readFileSync } from 'node:fs'

const [name, site, program, data] = process.argv.slice(2)
const { loadPyodide } = await import(`../node_modules/${name}/pyodide.mjs`)
const python = await loadPyodide({ env: { HOME: '/home/pyodide', LANG: 'C.UTF-8', TERM: 'xterm-256color', TIMELINE_TODAY: '2026-01-15' } })
python.mountNodeFS('/site', site)
python.mountNodeFS('/program', program)
python.mountNodeFS('/data', data)
python.globals.set('COMMANDS', python.toPy(JSON.parse(readFileSync(0, 'utf-8'))))
console.log(python.runPython(`
import io, json, sys
sys.path[:0] = ['/program', '/site']
from hashlib import sha256
from dprkru_timeline.cli.app import run
found = []
for command in COMMANDS:
    out, err = (io.TextIOWrapper(io.BytesIO(), 'utf-8', newline='\\n', write_through=True) for _ in 'oe')
    sys.stdout, sys.stderr = out, err
    try:
        code = int(run(list(command)))
    except SystemExit as left:
        code = left.code
    finally:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    found.append([code, sha256(out.buffer.getvalue()).hexdigest(), err.buffer.getvalue().decode()])
json.dumps({'version': sys.version_info[:2], 'found': found})
`))

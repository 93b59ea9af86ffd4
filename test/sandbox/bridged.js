/**
 * Pyodide as it comes, bridge and all, with our gate laid around it: what hostile programs come to with the gate open and with it
 * closed, as JSON.
 */
import { loadPyodide } from 'pyodide';
import create from 'pyodide/pyodide.asm.mjs';
import { Gate } from '../../dist/sandbox/worker/gate.js';

const PROGRAMS = [
  'import js\nassert js.process.version.startswith("v")',
  'import js\nassert js.constructor.constructor("return 1 + 1")() == 2',
  'import pyodide_js\npyodide_js.FS.mkdir("/mnt2")\npyodide_js.mountNodeFS("/mnt2", "/")',
  'from pyodide.code import run_js\nassert run_js("1 + 1") == 2',
];

async function bridged(gate) {
  return loadPyodide({
    createPyodideModule: (settings) => {
      const instantiate = settings.instantiateWasm;
      settings.instantiateWasm = (imports, done) => {
        gate.guard(imports.env);
        return instantiate(imports, done);
      };
      return create(settings);
    },
  });
}

/** The program runs as the sandbox runs one: through C, so that nothing of the bridge is needed to start it. */
async function endOf(source, isClosed) {
  const gate = new Gate(1024);
  const { _module: module } = await bridged(gate);
  const text = new TextEncoder().encode(`${source}\0`);
  const pointer = module['_malloc'](text.length);
  module.HEAPU8.set(text, pointer);
  if (isClosed) gate.close();
  try {
    const failed = module['_PyRun_SimpleString'](pointer);
    if (gate.denied !== null) return `denied: ${gate.denied}`;
    return failed === 0 ? 'went through' : 'raised';
  } catch (error) {
    return gate.denied === null ? `broke: ${String(error)}` : `denied: ${gate.denied}`;
  }
}

const ends = { open: [], closed: [] };
for (const source of PROGRAMS) {
  ends.open.push(await endOf(source, false));
  ends.closed.push(await endOf(source, true));
}
process.stdout.write(JSON.stringify(ends));
process.exit();

// Checks data packages, and reads all rows of their tables as the schemas say.
// node package.js MODULE FOLDER...; each fault is a line.
const {Package} = require(process.argv[2]);
(async () => {
  for (const folder of process.argv.slice(3)) {
    const p = await Package.load(folder + '/datapackage.json', {basePath: folder});
    for (const e of p.errors) console.log(folder, e.message);
    for (const r of p.resources) {
      for (const e of r.errors) console.log(r.name, e.message);
      if (r.descriptor.profile !== 'tabular-data-resource') continue;
      try {
        const rows = await r.read({keyed: true});
        if (rows.length === 0) console.log(r.name, 'no rows');
      } catch (e) {
        console.log(r.name, e.message, (e.errors || []).map(one => one.message).join('; '));
      }
    }
  }
})().catch(e => { console.log(e.message); process.exit(1); });

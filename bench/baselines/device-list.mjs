// The latest fifty devices as the barest page there is: `node:http`, one query, a string. Whoever asks is answered: no sign-in, no
// row security, no filter, no compression. Run with the folder of PostgreSQL's socket, the owner's role and the organisation; prints its port.
import { createServer } from 'node:http'
import pg from 'pg'

const [host, user, organisation] = process.argv.slice(2)
const pool = new pg.Pool({ host, port: 5432, user, database: 'seconde_vie', max: 20 })

const LATEST = `select d.id, d.code, d.kind, d.state, d.maker, d.model, d.name, d.serial, d.life, d.grade, d.built_year, d.inventory, p.name as place
  from device d left join place p on p.organisation_id = d.organisation_id and p.id = d.place_id
  where d.organisation_id = $1 and d.state not in ('merged', 'withdrawn') order by d.id desc limit 51`

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const said = (value) => String(value ?? '').replace(/[&<>"]/g, (sign) => SIGNS[sign])

const rowOf = (d) => `<tr>
<th scope="row"><a href="/parc/${said(d.code)}">${said(d.code)}</a></th>
<td><input type="checkbox" name="ids" value="${d.id}"></td>
<td>${said(d.maker)} ${said(d.model)} ${said(d.name)} <small>${said(d.kind)} · ${said(d.serial)}</small></td>
<td>${said(d.state)}</td><td>${said(d.place)}</td><td>${d.life || ''}</td><td>${said(d.grade)}</td><td>${d.built_year ?? ''}</td>
</tr>`

const pageOf = (
  rows,
) => `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Parc</title></head><body><h1>Parc</h1><table>
<thead><tr><th>Code</th><th>Choix</th><th>Appareil</th><th>État</th><th>Lieu</th><th>Vie</th><th>Grade</th><th>Année</th></tr></thead>
<tbody>${rows.slice(0, 50).map(rowOf).join('')}</tbody></table>
${rows.length > 50 ? `<a href="?apres=${rows[49].id}">Suivant</a>` : ''}</body></html>`

const server = createServer(async (_, response) => {
  const { rows } = await pool.query(LATEST, [organisation])
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(pageOf(rows))
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))

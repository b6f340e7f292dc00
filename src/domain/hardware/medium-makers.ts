/**
 * Whose medium it is, from the model it prints: ATA and NVMe have no maker field. A model that matches no row has no
 * known maker. Sources: the model patterns of smartmontools' drivedb.h and the makers' own part-number guides.
 */
const MAKERS: readonly (readonly [maker: string, model: RegExp])[] = [
  ['Western Digital', /^(wdc\b|wd[ -]|western digital|wd\d{3,}[a-z]|wuh7\d|wus7\d|wd(black|green|blue|red)\b)/],
  ['HGST', /^(hgst\b|hus\d|husm|hts[57]\d{4}e\d|hms5c|huh\d|hdn\d)/],
  ['Hitachi', /^(hitachi\b|h[dt]s\d{6}|hua\d|htc\d|hte\d)/],
  ['IBM', /^(ibm\b|ic25n|ic35l|dtla|djsa|dk23|ibm-)/],
  ['Seagate', /^(seagate\b|st\d{2,}|st[39]\d+|xf1230|za\d+[cn][mv]|zp\d+[gc]m|barracuda|firecuda|ironwolf|nytro)/],
  ['Maxtor', /^(maxtor\b|\d[a-z]\d{3}[a-z]\d$|stm3)/],
  ['Quantum', /^quantum\b/],
  ['Conner', /^conner\b/],
  [
    'Samsung',
    /^(samsung\b|mz[ -]?[a-z0-9]{4}|mzvl|pm9[0-9a-f]{2}\b|sp\d{4}[a-z]$|hd\d{3}[a-z]{2}$|sv\d{4}[a-z]$|hm\d{3})/,
  ],
  ['Toshiba', /^(toshiba\b|mk\d{4}|mq0\d|mg0\d|md0\d|dt01|hdw[a-z]\d|thns|kxg\d|kbg\d|.*\btoshiba$)/],
  ['KIOXIA', /^(kioxia\b|exceria|kcd\d|kcm\d|kpm\d)/],
  ['Fujitsu', /^(fujitsu\b|mh[a-z]\d{4}|mj[a-z]\d{4}|mp[a-z]\d{4}|ma[a-z]\d{4})/],
  ['Intel', /^(intel\b|ssd(sa|sc|pe)[a-z0-9]+|optane)/],
  ['Crucial', /^(crucial\b|ct\d{3,}[a-z])/],
  ['Micron', /^(micron(?![a-z])|mtfd|c[34]00-mtfd|m[56]\d0.mtfd|real-?ssd)/],
  ['Kingston', /^(kingston\b|sa400|suv[345]00|snv\d?s|sv300|skc\d|shfs|skyhawk|om8|rbu-?sn|oms?c?p)/],
  ['SanDisk', /^(sandisk\b|sd[5-9]s|sdss|sd\d[st][bnfp])/],
  ['SK hynix', /^(sk ?hynix\b|skhynix|hynix\b|hfs\d+g|hfm\d+g|hfs\d+t|bc[57]\d\d\b|pc[67]\d\d nvme sk|shgp|shp[pgd])/],
  ['Solidigm', /^solidigm\b/],
  ['LITE-ON', /^(lite-?on\b|liteon|cv\d-|ca\d-8d|cl1-|lcs-|lch-|lmt-|lgt-|l8h-|plextor cv)/],
  ['Plextor', /^(plextor\b|px-)/],
  ['OCZ', /^(ocz\b|ocz-|trion|vertex)/],
  ['Corsair', /^(corsair\b|force (mp|gt|gs|ls|3|f\d)|neutron)/],
  ['A-DATA', /^(adata\b|a-data\b|xpg\b|im2[sp]\d|su[689]\d\d\b|imss)/],
  ['Apple', /^apple\b/],
  ['Transcend', /^(transcend\b|ts\d+g[ms])/],
  ['PNY', /^pny\b/],
  ['Patriot', /^(patriot\b|p2[01]0\b|burst)/],
  ['Silicon Power', /^(silicon ?power|spcc\b|sp\d{3}gb)/],
  ['Team', /^(team\b|teamgroup|t-force|l3 evo)/],
  ['Lexar', /^lexar\b/],
  ['GOODRAM', /^(goodram\b|ssdpr|iridium|ir[ -]ssd)/],
  ['Apacer', /^apacer\b/],
  ['InnoDisk', /^innodisk\b/],
  ['Intenso', /^intenso\b/],
  ['EMTEC', /^emtec\b/],
  ['Integral', /^integral\b|^inssd/],
  ['Verbatim', /^verbatim\b/],
  ['KingSpec', /^kingspec\b/],
  ['Netac', /^netac\b/],
  ['Gigabyte', /^(gigabyte\b|gp-)/],
  ['Sabrent', /^sabrent\b/],
  ['Union Memory', /^(umis\b|rpft[a-z]|rpet[a-z]|union memory)/],
  ['SSSTC', /^(ssstc\b|ssstc )/],
  ['Phison', /^phison\b|^pass?\d/],
  ['Dell', /^dell\b/],
  ['HP', /^(hp\b|hpe\b|m[bmkoz]\d{4,6}[a-z]{4,5}|eg\d{4}[a-z]{5}|vk\d{4}[a-z]{5}|ssd (s7\d0|ex9\d0|fx\d|ex\d))/],
  ['Lenovo', /^lenovo\b/],
  ['IBM-ESXS', /^ibm-esxs\b/],
  ['Mushkin', /^(mushkin\b|mknssd)/],
  ['Zheino', /^zheino\b/],
  ['Fanxiang', /^fanxiang\b/],
  ['Biwin', /^biwin\b/],
  ['Foresee', /^foresee\b/],
  ['Ramaxel', /^ramaxel\b|^rtm?nt/],
  ['QEMU', /^qemu\b/],
  ['VMware', /^vmware\b/],
  ['VirtualBox', /^vbox\b/],
]

/** The maker of a medium from its model (udev writes "Samsung_SSD_870"), then from the family a tool's own database gives ("Seagate Barracuda 7200.10"). */
export function makerOfModel(model: string | null, family: string | null = null): string | null {
  return makerIn(model) ?? makerIn(family?.replace(/^Hitachi\/HGST\b/, 'HGST') ?? null)
}

function makerIn(text: string | null): string | null {
  const compared = (text ?? '').slice(0, 100).toLowerCase().replaceAll('_', ' ')
  return MAKERS.find(([, pattern]) => pattern.test(compared))?.[0] ?? null
}

// Prints the guide's page on the circuit, kept in docs/guide/circuit.md:
// npx esbuild scripts/guide-circuit.ts --bundle --platform=node --format=esm | node --input-type=module > docs/guide/circuit.md
import { circuitGuide } from '#src/domain/circuit/guide.ts'

process.stdout.write(circuitGuide())

// Reads the metadata that Gradle would read in a repository, and fails unless it names the files that are there, with their
// hashes, and unless each POM announces it.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : [path]
  })

const modules = files(process.argv[2]).filter((file) => file.endsWith('.module'))
if (modules.length === 0) throw new Error('No module has metadata for Gradle')
for (const file of modules) {
  const metadata = JSON.parse(readFileSync(file, 'utf8'))
  const pom = readFileSync(file.replace(/\.module$/, '.pom'), 'utf8')
  if (!pom.includes('do_not_remove: published-with-gradle-metadata')) throw new Error(`${file} is not announced by its POM`)
  const usages = metadata.variants.map((variant) => variant.attributes['org.gradle.usage'])
  for (const usage of ['java-api', 'java-runtime']) {
    if (!usages.includes(usage)) throw new Error(`${file} has no variant for ${usage}`)
  }
  for (const { name, size, sha256 } of metadata.variants.flatMap((variant) => variant.files)) {
    const jars = files(dirname(file)).filter((path) => path.endsWith('.jar') && statSync(path).size === size)
    const same = jars.some((path) => createHash('sha256').update(readFileSync(path)).digest('hex') === sha256)
    if (!same) throw new Error(`${file} names ${name}, which is not there as it says`)
  }
}
console.log(`${modules.length} modules have metadata for Gradle`)

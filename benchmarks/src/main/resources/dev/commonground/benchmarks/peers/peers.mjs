// Answers one question per line from a store of another project: `node peers.mjs langgraph|mem0 FOLDER DIMENSIONS`.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [store, folder, dimensions] = [process.argv[2], process.argv[3], Number(process.argv[4])]
const limit = 10
const batch = 1000

function vectors(name) {
  const bytes = readFileSync(`${folder}/${name}`)
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
  return Array.from({ length: all.length / dimensions }, (_, i) =>
    Array.from(all.subarray(i * dimensions, (i + 1) * dimensions))
  )
}

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version
const filters = JSON.parse(readFileSync(`${folder}/filters.json`, 'utf8'))
const memories = readFileSync(`${folder}/memories.jsonl`, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const embeddings = vectors('memories.f32')
const questions = vectors('questions.f32')

async function langgraph() {
  const { InMemoryStore } = await import('@langchain/langgraph-checkpoint')
  const known = new Map(memories.map((memory, i) => [memory.text, embeddings[i]]))
  const memory = new InMemoryStore({
    index: {
      dims: dimensions,
      fields: ['text'],
      embeddings: {
        embedQuery: async (text) => questions[Number(text)],
        embedDocuments: async (texts) => texts.map((text) => known.get(text)),
      },
    },
  })
  for (let i = 0; i < memories.length; i += batch) {
    const puts = memories
      .slice(i, i + batch)
      .map((value, j) => ({ namespace: ['task-0'], key: String(i + j), value }))
    await memory.batch(puts)
  }
  const filter = {
    author: { $in: filters.authors },
    kind: { $in: filters.kinds },
    priority: { $gte: filters.least, $lte: filters.greatest },
    team: { $ne: filters.refused },
  }
  return {
    title: `LangGraph JS InMemoryStore ${version('@langchain/langgraph-checkpoint')}`,
    ask: async (question, filtered) => {
      const query = { query: String(question), limit, ...(filtered ? { filter } : {}) }
      return (await memory.search(['task-0'], query)).map((item) => Number(item.key))
    },
  }
}

async function mem0() {
  const { MemoryVectorStore } = await import('mem0ai/oss')
  const memory = new MemoryVectorStore({ dimension: dimensions, dbPath: ':memory:' })
  for (let i = 0; i < memories.length; i += batch) {
    const part = memories.slice(i, i + batch)
    const ids = part.map((_, j) => String(i + j))
    await memory.insert(embeddings.slice(i, i + batch), ids, part)
  }
  const filter = {
    AND: [
      { author: { in: filters.authors } },
      { kind: { in: filters.kinds } },
      { priority: { gte: filters.least } },
      { priority: { lte: filters.greatest } },
      { team: { ne: filters.refused } },
    ],
  }
  return {
    title: `mem0 TypeScript MemoryVectorStore ${version('mem0ai')}`,
    ask: async (question, filtered) => {
      const found = await memory.search(questions[question], limit, filtered ? filter : undefined)
      return found.map((item) => Number(item.id))
    },
  }
}

const peer = await { langgraph, mem0 }[store]()
console.log(peer.title)
for await (const line of createInterface({ input: process.stdin })) {
  const [, form, number] = line.split(' ')
  const before = process.cpuUsage()
  const start = process.hrtime.bigint()
  const found = await peer.ask(Number(number), form.endsWith('FILTERED'))
  const nanos = process.hrtime.bigint() - start
  const { user, system } = process.cpuUsage(before)
  console.log([nanos, 1000 * (user + system), ...found].join(' '))
}

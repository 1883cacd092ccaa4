import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The pages are outside of this folder, so they find its modules only by name. */
const module = (name) => createRequire(import.meta.url).resolve(name)

/** The title of a page is its first heading. */
const page = (path) => ({
  text: readFileSync(`${root}/${path}`, 'utf8').match(/^# (.+)$/m)?.[1] ?? path,
  link: `/${path.replace(/\.md$/, '')}`,
})

const pages = (folder) =>
  readdirSync(`${root}/${folder}`)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => page(`${folder}/${name}`))

/** A fence of mermaid is a diagram, which the browser draws. */
const drawDiagrams = (markdown) => {
  const { fence } = markdown.renderer.rules
  markdown.renderer.rules.fence = (tokens, index, ...others) =>
    tokens[index].info.trim() === 'mermaid'
      ? `<Diagram code="${encodeURIComponent(tokens[index].content)}" />`
      : fence(tokens, index, ...others)
}

export default defineConfig({
  title: 'Common Ground',
  description: 'Shared memory for teams of agents on the JVM',
  srcDir: root,
  srcExclude: ['**/node_modules/**', '**/target/**', 'site/**', '.ci/**', '**/src/**'],
  outDir: `${root}/target/site`,
  cacheDir: `${root}/target/site-cache`,
  cleanUrls: false,
  rewrites: { 'README.md': 'index.md' },
  // Sources are linked, and are not part of the site. Every other link must lead somewhere.
  ignoreDeadLinks: [/\.ci\//, /\/src\/(main|test)\//, /docs\/decisions\/?(index)?$/, /LICENSE/, /\/decisions$/],
  markdown: { config: drawDiagrams },
  vite: {
    resolve: {
      alias: [
        { find: /^vue\/server-renderer$/, replacement: module('vue/server-renderer') },
        { find: /^vue$/, replacement: module('vue/dist/vue.runtime.esm-bundler.js') },
      ],
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Start', link: '/docs/start' },
      { text: 'Guides', link: '/docs/guides/existing-graph' },
      { text: 'Guarantees', link: '/docs/guarantees' },
      { text: 'FAQ', link: '/docs/faq' },
      { text: 'API', link: '/api/index.html', target: '_blank' },
    ],
    sidebar: [
      { text: 'Start', items: [{ text: 'Common Ground', link: '/' }, page('docs/start.md'), page('CHANGELOG.md'), page('CONTRIBUTING.md')] },
      { text: 'Guides', items: pages('docs/guides') },
      { text: 'Pages', items: pages('docs').filter(({ link }) => link !== '/docs/start') },
      { text: 'Decisions', collapsed: true, items: pages('docs/decisions') },
    ],
  },
})

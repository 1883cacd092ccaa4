<#function cell text><#return text?replace("\\", "\\\\")?replace("[", "\\[")?replace("]", "\\]")?replace("&", "&amp;")?replace("<", "&lt;")?replace("|", "\\|")?replace("\\s+", " ", "r")></#function>
<#function mermaid text><#return text?replace("\"", "#quot;")?replace("<", "#lt;")?replace("`", "#96;")?replace("\\s+", " ", "r")></#function>
# ${cell(crew)}

Run ${cell(run)}, begun ${begun}

**${cell(verdict)}**
<#if banner??>

> ${cell(banner)}
</#if>
<#if matrix.rows?has_content>

## Who wrote (W) and who read (R) which memory

| | Memory | <#list matrix.agents as a>${cell(a)} | </#list>
| --- | --- | <#list matrix.agents as a>--- | </#list>
<#list matrix.rows as r>
| ${r.name} | ${r.kind} ${cell(r.label)} | <#list r.marks as m>${m} | </#list>
</#list>
</#if>
<#if resultText?has_content>

## Result

${resultText?replace("(?m)^", "> ", "r")}
</#if>
<#if constraints?has_content>

## Constraints

| Constraint | In the words of the source | By | Checked at | Result | Why |
| --- | --- | --- | --- | --- | --- |
<#list constraints as c>
| ${cell(c.label)} | ${cell(c.quote)} | ${cell(c.authors)} | ${cell(c.checked)} | ${c.result?lower_case} | ${cell(c.reason)} |
</#list>
</#if>
<#if conflicts?has_content || questions?has_content>

## Conflicts and open questions

<#if conflicts?has_content>
| About | The sides | Found | End |
| --- | --- | --- | --- |
<#list conflicts as c>
| ${cell(c.key)} | ${cell(c.sides)} | ${cell(c.found)} | ${cell(c.end)} |
</#list>

</#if>
<#list questions as q>
- ${cell(q)}
</#list>
</#if>

## The way through the graph

```mermaid
flowchart TD
<#list picture.boxes as b>
  b${b?index}["${mermaid(b.task)}<br>${mermaid(b.line)}"]
</#list>
  s((start))
  e((end))
<#list picture.arrows as a>
<#assign from = "s" to = "e">
<#list picture.boxes as b><#if b.y + 46 == a.y1 && b.x + 75 == a.x1><#assign from = "b" + b?index></#if><#if b.y == a.y2 && b.x + 75 == a.x2><#assign to = "b" + b?index></#if></#list>
  ${from} --><#if a.label?has_content>|"${mermaid(a.label)}"|</#if> ${to}
</#list>
```

## Timeline

<#list rounds as t>
### ${cell(t.task)} (${cell(t.agent)}, ${t.at}, ${cell(t.outcome)}, ${t.cost})

<#list t.steps as s>
- ${cell(s.lead)}${s.memories?join(", ")}${cell(s.rest)}${s.others?join(", ")}
</#list>
<#list t.drafts as d>
- attempt ${d.attempt}, <#if d.accepted>accepted<#elseif d.refusals?has_content>refused: ${cell(d.refusals?join("; "))}<#else>not judged</#if>

${d.text?replace("(?m)^", "      ", "r")}

</#list>

</#list>
## Tokens

| Task | Agent | Calls | Of these from the journal | In | Out |
| --- | --- | ---: | ---: | ---: | ---: |
<#list spending.costs + [spending.total] as c>
| ${cell(c.task)} | ${cell(c.agent)} | ${c.calls} | ${c.fromJournal} | ${c.input} | ${c.output} |
</#list>
<#if spending.handoffs?has_content>

What each task was handed of the work before it, in estimated tokens, and what other ways would have handed it:

| Handed to | Briefing | All outputs | Full transcript | Last output only |
| --- | ---: | ---: | ---: | ---: |
<#list spending.handoffs as h>
| ${cell(h.to)} | ${h.briefing} | ${h.outputs} | ${h.transcript} | ${h.last} |
</#list>
</#if>
<#if promoted?has_content>

## What outlives the run

<#list promoted as p>
- ${cell(p)}
</#list>
</#if>
<#if resumed?has_content>

## Stops and resumes

<#list resumed as r>
- ${cell(r)}
</#list>
</#if>

package dev.commonground.samples.kotlin

import dev.commonground.AgentMemory
import dev.commonground.SharedMemory
import dev.commonground.langgraph4j.GraphMemory
import dev.commonground.memory.Draft
import dev.commonground.memory.Memory
import dev.commonground.memory.WriteOutcome
import java.nio.file.Path
import org.bsc.langgraph4j.GraphDefinition.END
import org.bsc.langgraph4j.GraphDefinition.START
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async
import org.bsc.langgraph4j.state.AgentState

// guide
fun main(arguments: Array<String>) {
    SharedMemory.open(Path.of(arguments[0])).use { memory ->
        val task = memory.task("task_q3_proposal")
        println(tell(task.agent("researcher"), "formal"))
        println(tell(task.agent("legal"), "friendly"))
        task.agent("writer").recall("tone of the proposal", 5).forEach { println(it.memory().text()) }
        plan(memory)
        println(task.agent("writer").list().map(::about))
    }
}

/** The outcomes are sealed, so the compiler knows whether each is treated. */
fun tell(agent: AgentMemory, tone: String): String {
    val draft = Draft.constraint("The tone is $tone").key("tone", tone).build()
    return when (val outcome = agent.remember(draft)) {
        is WriteOutcome.Added -> "new: ${outcome.memory().text()}"
        is WriteOutcome.InConflict -> "in conflict with ${outcome.others().map(Memory::text)}"
        is WriteOutcome.AlreadyKnown -> "known by ${outcome.knownBy()}"
        is WriteOutcome.Superseded -> "instead of ${outcome.previous().map(Memory::text)}"
        is WriteOutcome.Quarantined -> "held back: ${outcome.reason()}"
        is WriteOutcome.Outdated, is WriteOutcome.Forgotten, is WriteOutcome.Withdrawn -> "not written"
    }
}

/** A memory without a key has the key null, and its type says so: String?. */
fun about(memory: Memory): String = memory.key()?.uppercase() ?: memory.kind().name

/** A graph with the memory attached. */
fun plan(memory: SharedMemory) {
    val graphs = GraphMemory.over(memory)
    val graph = graphs.stateGraph(mapOf()) { AgentState(it) }
        .addNode("plan", node_async { _, config ->
            GraphMemory.memory(config).decide("We ship on Monday")
            mapOf()
        })
        .addEdge(START, "plan")
        .addEdge("plan", END)
    graph.compile().invoke(mapOf(), GraphMemory.config("task_q3_proposal").build())
}
// end of guide

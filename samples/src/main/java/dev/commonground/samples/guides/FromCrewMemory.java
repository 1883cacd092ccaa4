package dev.commonground.samples.guides;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.learning.Learning;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryId;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/** The calls of CrewAI's memory and their equivalents. */
public final class FromCrewMemory {

    private FromCrewMemory() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, FromCrewMemory::show);
    }

    static List<String> show(SharedMemory memory) {
        List<String> seen = new ArrayList<>();
        // guide
        TaskMemory project = memory.task("alpha"); // Memory(root_scope="/project/alpha")
        AgentMemory researcher = project.agent("researcher");
        researcher.remember("The API allows 1,000 requests a minute"); // remember(content)
        researcher.privately().remember("I doubt the limit"); // memory.scope("/agent/researcher")
        researcher.remember( // remember(content, private=True, source="ada")
                Draft.finding("The margin is 12 percent")
                        .audience(Audience.of(Audience.Member.person("ada")))
                        .build());
        Learning learned = // extract_memories(content), then remember each
                researcher.learn(List.of(UserMessage.from("The report must not exceed 500 words.")));
        // end of guide
        learned.memories().forEach(known -> seen.add("learned " + known));
        recall(memory, project, seen);
        return seen;
    }

    private static void recall(SharedMemory memory, TaskMemory project, List<String> seen) {
        // guide
        AgentMemory writer = project.agent("writer");
        writer.recall("how many requests", 5)
                .forEach(match -> seen.add("found " + match.memory())); // recall(query, limit)
        String prompt = writer.brief("write the report").text(); // what a crew injects before a task
        MemoryId id = writer.list().get(0).id();
        writer.log().forget(id, "The contract has ended"); // forget(record_ids)
        memory.tasks("", 100).items().forEach(task -> seen.add(task.task())); // tree(), info("/")
        project.delete(); // reset(scope)
        // end of guide
        seen.add("briefed " + prompt.contains("500 words"));
        seen.add("private " + prompt.contains("doubt") + prompt.contains("margin"));
    }
}

package dev.commonground.samples.guides;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Filter;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.RecallRequest;
import java.util.ArrayList;
import java.util.List;

/** The calls of LangGraph's stores and of those of Spring AI Alibaba, and their equivalents. */
public final class FromStores {

    private FromStores() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, FromStores::show);
    }

    static List<String> show(SharedMemory memory) {
        List<String> seen = new ArrayList<>();
        // guide
        AgentMemory ada = memory.user("ada"); // the namespace ("users", "ada")
        AgentMemory writer =
                memory.task("q3").forUser("ada").agent("writer"); // ("tasks", "q3"), read together with Ada's
        // end of guide
        write(ada, writer, seen);
        read(ada, writer, seen);
        delete(memory, ada, seen);
        return seen;
    }

    private static void write(AgentMemory ada, AgentMemory writer, List<String> seen) {
        // guide
        ada.remember(Draft.preference("Ada likes window seats") // put(namespace, "seat", {"seat": "window"})
                .key("seat", "window")
                .metadata("category", "travel")
                .build());
        WriteOutcome changed = ada.remember( // put under the same key
                Draft.preference("Ada likes aisle seats")
                        .key("seat", "aisle")
                        .metadata("category", "travel")
                        .build());
        writer.require("Keep it to 500 words");
        // end of guide
        seen.add(changed.getClass().getSimpleName());
    }

    private static void read(AgentMemory ada, AgentMemory writer, List<String> seen) {
        // guide
        List<Memory> seat = ada.list(ListRequest.builder() // get(namespace, "seat")
                        .filter(Filter.key().eq("seat"))
                        .build())
                .memories();
        writer.recall(RecallRequest.builder("where to sit") // search(namespace, query, filter, limit)
                        .filter(Filter.metadata("category").eq("travel"))
                        .limit(3)
                        .build())
                .forEach(match -> seen.add("found " + match.memory()));
        // end of guide
        seat.forEach(known -> seen.add("got " + known));
        ada.history(seat.get(0).id())
                .forEach(change -> seen.add(change.getClass().getSimpleName()));
    }

    private static void delete(SharedMemory memory, AgentMemory ada, List<String> seen) {
        // guide
        ada.list().forEach(known -> ada.forget(known.id())); // delete(namespace, key), with a history
        List<String> names = memory.users("", 100).items().stream() // list_namespaces(prefix=["users"])
                .map(summary -> summary.user())
                .toList();
        memory.deleteUser("ada"); // everything under ("users", "ada")
        // end of guide
        seen.add("users %s, in the end %d of Ada".formatted(names, ada.list().size()));
    }
}

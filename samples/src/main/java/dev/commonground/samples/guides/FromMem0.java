package dev.commonground.samples.guides;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.LearnRequest.CustomKind;
import dev.commonground.learning.Learning;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.RecallRequest;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import java.util.ArrayList;
import java.util.List;

/** The calls of mem0 and their equivalents. */
public final class FromMem0 {

    private static final String ANSWER = """
            {"statements": [{"message": 1, "part": 0, "kind": "allergy", "key": "", "value": "",
             "text": "Ada cannot eat nuts", "evidence": "I cannot eat nuts", "relation": "new", "known": 0, "change": ""}]}""";

    private FromMem0() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, FromMem0::show);
    }

    static List<String> show(SharedMemory memory) {
        List<String> seen = new ArrayList<>();
        // guide
        AgentMemory ada = memory.user("ada"); // user_id="ada"
        AgentMemory guide = memory.agent("guide"); // agent_id="guide"
        AgentMemory trip = memory.task("rome").forUser("ada").agent("guide"); // all three
        // end of guide
        learnByRules(trip, seen);
        MemoryId id = remember(trip);
        guide.remember("Rome has three airports");
        learnWithModel(trip, ScriptedChatModel.repeating().says(ANSWER));
        recall(trip, seen);
        readAndDelete(memory, ada, trip, id, seen);
        return seen;
    }

    private static void learnByRules(AgentMemory trip, List<String> seen) {
        // guide
        List<ChatMessage> messages = List.of(
                UserMessage.from("I prefer hotels near a station."),
                AiMessage.from("Noted. Anything else?"),
                UserMessage.from("The hotel must not cost more than 120 euros."));
        Learning learned = trip.learn(messages); // add(messages)
        // end of guide
        learned.memories().forEach(found -> seen.add("learned " + found));
    }

    private static MemoryId remember(AgentMemory trip) {
        // guide
        MemoryId id = trip.aboutUser() // add(text, infer=False)
                .remember(Draft.preference("Ada likes window seats")
                        .metadata("category", "travel")
                        .build())
                .memory()
                .id();
        // end of guide
        return id;
    }

    private static void learnWithModel(AgentMemory trip, ChatModel model) {
        // guide
        LearnRequest request = LearnRequest.builder(List.of(UserMessage.from("By the way, I cannot eat nuts.")))
                .model(model)
                .instructions("Amounts are in euros.") // custom_instructions
                .kind(new CustomKind("allergy", "what somebody must not eat", Kind.CONSTRAINT)) // custom_categories
                .exclude("health insurance")
                .build();
        trip.aboutUser().learn(request);
        // end of guide
    }

    private static void recall(AgentMemory trip, List<String> seen) {
        // guide
        trip.recall("which seat", 3).forEach(match -> seen.add("found " + match)); // search(query)
        trip.recall(RecallRequest.builder("seat") // search(query, filters)
                        .filter(Filter.and(
                                Filter.metadata("category").eq("travel"), Filter.not(Filter.kind(Kind.QUESTION))))
                        .limit(3)
                        .build())
                .forEach(match -> seen.add("filtered " + match));
        // end of guide
    }

    private static void readAndDelete(
            SharedMemory memory, AgentMemory ada, AgentMemory trip, MemoryId id, List<String> seen) {
        // guide
        List<Memory> all = ada.list(ListRequest.builder().limit(100).build()).memories(); // get_all
        Memory one = trip.find(id).orElseThrow(); // get
        Memory newer = trip.revise(id, "Ada likes aisle seats").memory(); // update
        trip.history(id)
                .forEach(change ->
                        seen.add(change.author() + " " + change.getClass().getSimpleName())); // history
        trip.forget(newer.id()); // delete, with a history
        trip.erase(newer.id()); // delete, for good
        memory.task("rome").delete(); // delete_all(run_id="rome")
        memory.deleteUser("ada"); // delete_all(user_id="ada")
        // end of guide
        seen.add("%d of Ada, one of them: %s".formatted(all.size(), one.text()));
        seen.add("in the end %d of Ada".formatted(ada.list().size()));
    }
}

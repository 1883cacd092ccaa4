package dev.commonground.samples.guides;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import java.util.ArrayList;
import java.util.List;

/** Learning from conversations, by rules and with a model. */
public final class Conversations {

    /** A possible answer of a language model. Its budget does not occur in the message. */
    private static final String ANSWER = """
            {"statements": [
              {"message": 1, "part": 0, "kind": "constraint", "key": "max_words", "value": "400",
               "text": "The proposal has at most 400 words", "evidence": "make it 400 words",
               "relation": "supersedes", "known": 1, "change": ""},
              {"message": 1, "part": 0, "kind": "constraint", "key": "budget", "value": "90,000 euros",
               "text": "The budget is 90,000 euros", "evidence": "a budget of 90,000 euros",
               "relation": "new", "known": 0, "change": ""}]}""";

    private Conversations() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, Conversations::show);
    }

    static List<String> show(SharedMemory memory) {
        ChatModel model = ScriptedChatModel.repeating().says(ANSWER);
        List<String> seen = new ArrayList<>();
        // guide
        AgentMemory researcher = memory.task("task_q3_proposal").agent("researcher");
        List<ChatMessage> call = List.of(
                UserMessage.from("anna", "Keep it under 500 words, please. The tone should be formal."),
                AiMessage.from("Understood."));

        Learning byRules = researcher.learn(call); // no model: rules, no cost
        byRules.memories().forEach(learned -> seen.add(learned.toString()));
        // end of guide
        learnWithModel(researcher, model, seen);
        return seen;
    }

    private static void learnWithModel(AgentMemory researcher, ChatModel model, List<String> seen) {
        // guide
        try {
            Learning byModel = researcher.learn(
                    LearnRequest.builder(List.of(UserMessage.from("anna", "On second thought, make it 400 words.")))
                            .model(model) // or once for all: SharedMemory.builder(file).chatModel(model)
                            .instructions("Amounts are in euros.")
                            .exclude("health")
                            .build());
            for (Learning.Item item : byModel.items()) {
                if (item instanceof Learning.Written written && written.doubt() != null) {
                    seen.add("doubtful, because " + written.doubt());
                } else if (item instanceof Learning.Written written
                        && written.outcome() instanceof WriteOutcome.Superseded changed) {
                    seen.add("%s replaces %s"
                            .formatted(
                                    changed.memory().value(),
                                    changed.previous().get(0).value()));
                }
            }
            seen.add("%d call, %d skipped"
                    .formatted(byModel.calls(), byModel.skipped().size()));
        } catch (MemoryException.LearningFailed e) {
            seen.add("nothing was stored (%s), try again later".formatted(e.reason()));
        }
        // end of guide
    }
}

package dev.commonground.crew;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The prompt of an agent: its role in the system message, its task in the sections of the user message. */
final class Prompt {

    private final Map<String, String> inputs;
    private final List<String> sections = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();

    Prompt(Map<String, String> inputs) {
        this.inputs = inputs;
    }

    Prompt task(Task task) {
        source("# Task\n" + Placeholders.fill(task.description(), inputs));
        String expected = "# Expected output\n" + Placeholders.fill(task.expectedOutput(), inputs);
        source(
                task.outputType() == null
                        ? expected
                        : expected + "\n" + TypedOutput.of(task.outputType()).instructions());
        return this;
    }

    /** Adds a section that is a source of quotations. */
    Prompt source(String text) {
        sections.add(text);
        sources.add(text);
        return this;
    }

    /** Adds instructions for the form of the answer. */
    Prompt contract(String text) {
        sections.add(text);
        return this;
    }

    /** Adds the briefing. */
    Prompt briefing(String text) {
        sections.add(text);
        return this;
    }

    /** Adds the full answer of an earlier task. */
    Prompt context(String task, String answer) {
        return source("# Context: %s\n%s".formatted(task, answer));
    }

    /** Adds the refused answer and the reasons for its refusal. */
    Prompt refused(List<String> reasons, String answer) {
        sections.add("# Your last answer was refused\n- " + String.join("\n- ", reasons));
        sections.add("# Your last answer\n" + answer);
        return this;
    }

    /** Returns the sources of quotations: all sections but the briefing, the contract and the refused answer. */
    Sources sources() {
        return new Sources(sources);
    }

    List<ChatMessage> messages(Agent agent) {
        String system = "You are %s.\nGoal: %s\nBackground: %s"
                .formatted(line(agent.role()), line(agent.goal()), line(agent.backstory()));
        return List.of(SystemMessage.from(system), UserMessage.from(String.join("\n\n", sections)));
    }

    private String line(String template) {
        return Placeholders.fill(template, inputs).replaceAll("\\s*\\R\\s*", " ");
    }
}

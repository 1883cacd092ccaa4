package dev.commonground.samples.proposal;

import dev.commonground.crew.Agent;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The three agents and their tasks. The writer gets no text from the researcher: all it knows of the client it has from
 * the memory.
 */
final class Team {

    private final Agent researcher;
    private final Agent writer;
    private final Agent editor;

    Team(ChatModel model, CallNotes notes) {
        this(agent -> model, notes);
    }

    /** Makes a team whose agents have a model each, by their name. */
    Team(Function<String, ChatModel> models, CallNotes notes) {
        researcher = Agent.builder("researcher")
                .role("Research analyst")
                .goal("Find out what {client} needs before anyone writes a word")
                .backstory("Reads call notes and records only what they say.")
                .model(models.apply("researcher"))
                .tools(notes)
                .build();
        writer = Agent.builder("writer")
                .role("Proposal writer")
                .goal("Turn what the team knows into a proposal that {client} can sign")
                .backstory("Writes from the team's memory, never from guesses.")
                .model(models.apply("writer"))
                .build();
        editor = Agent.builder("editor")
                .role("Editor and fact-checker")
                .goal("Ship nothing that contradicts what the team knows")
                .backstory("Checks every sentence and every constraint against the memory.")
                .model(models.apply("editor"))
                .build();
    }

    /** Returns the tasks of the whole pipeline; the last one writes {@code proposal}. */
    Crew.Builder pipeline(Path proposal) {
        Task draft = Task.builder("draft")
                .agent(writer)
                .description("Write the proposal for {client}.")
                .expectedOutput("The proposal in Markdown.")
                .guardrail(Guardrails.notBlank())
                .build();
        Task review = Task.builder("review")
                .agent(editor)
                .context(draft)
                .description(
                        "Check the draft for {client} sentence by sentence and correct it until it meets every constraint.")
                .expectedOutput("The final proposal in Markdown, the full text.")
                .guardrail(Guardrails.meetsConstraints())
                .outputFile(proposal)
                .build();
        return Crew.builder("proposal").tasks(research(), draft, review);
    }

    /** Returns the researcher's task: reading the notes and recording what they ask for. */
    Task research() {
        return Task.builder("research")
                .agent(researcher)
                .description(
                        "Read the notes of the calls with {client}. Record requirements, limits, preferences and facts.")
                .expectedOutput("One finding a line.")
                .build();
    }
}

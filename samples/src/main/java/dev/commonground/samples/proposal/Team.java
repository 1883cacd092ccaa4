package dev.commonground.samples.proposal;

import dev.commonground.crew.Agent;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The three agents and their tasks. The writer gets no text from the researcher: all it knows of the client it has from
 * the memory.
 */
final class Team {

    private final CallNotes.Library library;
    private final Function<String, ChatModel> models;
    private final Agent researcher;
    private final Agent writer;
    private final Agent editor;

    Team(ChatModel model, CallNotes notes) {
        this(agent -> model, topic -> notes);
    }

    /** Makes a team whose agents have a model each, by their name, and whose researchers find notes by topic. */
    Team(Function<String, ChatModel> models, CallNotes.Library library) {
        this.library = library;
        this.models = models;
        researcher = Agent.builder("researcher")
                .role("Research analyst")
                .goal("Find out what {client} needs before anyone writes a word")
                .backstory("Reads call notes and records only what they say.")
                .model(models.apply("researcher"))
                .tools(library.notes(""))
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

    /** Returns the tasks of the whole pipeline, one after the other; the last one writes {@code proposal}. */
    Crew.Builder pipeline(Path proposal) {
        return crew(research(), draft().build(), review(proposal).build());
    }

    /** Returns the pipeline with the research split among three who work side by side. */
    Crew.Builder inParallel(Path proposal) {
        return Crew.builder("proposal")
                .parallel(
                        topic(
                                "client",
                                "Read the notes of the calls with {client}. Record requirements, limits, preferences and facts."),
                        topic(
                                "legal",
                                "Read the notes of the calls with the lawyers of {client}. Record what the proposal must and must not say."),
                        topic("market", "Read the notes about the market of {client}. Record facts and figures."))
                .tasks(draft().build(), review(proposal).build());
    }

    /** Returns the pipeline under a manager, who decides what is done next and whose answer is the proposal. */
    Crew.Builder managed(Path proposal) {
        Agent lead = Agent.builder("lead")
                .role("Team lead")
                .goal("Have the proposal for {client} written and checked by those who can")
                .backstory("Delegates, and leaves the facts to the memory.")
                .model(models.apply("lead"))
                .build();
        Task leading = Task.builder("lead")
                .agent(lead)
                .description("Lead the team until the proposal for {client} is checked, then hand it on.")
                .expectedOutput("The final proposal in Markdown, the full text.")
                .guardrail(Guardrails.meetsConstraints())
                .outputFile(proposal)
                .build();
        return crew(research(), draft().build(), review(null).build()).manager(leading);
    }

    private static Crew.Builder crew(Task... tasks) {
        return Crew.builder("proposal").tasks(tasks);
    }

    private Task topic(String topic, String description) {
        Agent reader = Agent.builder(topic + "-researcher")
                .role("Research analyst, " + topic)
                .goal("Find out what {client} needs before anyone writes a word")
                .backstory("Reads notes and records only what they say.")
                .model(models.apply(topic + "-researcher"))
                .tools(library.notes(topic))
                .build();
        return Task.builder(topic)
                .agent(reader)
                .description(description)
                .expectedOutput("One finding a line.")
                .build();
    }

    private Task.Builder draft() {
        return Task.builder("draft")
                .agent(writer)
                .description("Write the proposal for {client}.")
                .expectedOutput("The proposal in Markdown.")
                .guardrail(Guardrails.notBlank());
    }

    private Task.Builder review(@Nullable Path proposal) {
        Task.Builder review = Task.builder("review")
                .agent(editor)
                .context(draft().build())
                .description(
                        "Check the draft for {client} sentence by sentence and correct it until it meets every constraint.")
                .expectedOutput("The final proposal in Markdown, the full text.")
                .guardrail(Guardrails.meetsConstraints());
        return proposal == null ? review : review.outputFile(proposal);
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

package dev.commonground.samples.proposal;

import dev.commonground.crew.Agent;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The three agents and their tasks. The writer gets no text from the researcher and reads the facts in the memory. */
final class ProposalTeam {

    private static final String RESEARCH_GOAL = "Find out what {client} needs before anyone writes a word";

    private final CallNotes.Library library;
    private final Function<String, ChatModel> models;
    private final Agent researcher;
    private final Agent writer;
    private final Agent editor;

    ProposalTeam(ChatModel model, CallNotes notes) {
        this(agent -> model, topic -> notes);
    }

    /** Creates a team with a model for each agent, by its name, and with notes for each topic. */
    ProposalTeam(Function<String, ChatModel> models, CallNotes.Library library) {
        this.library = library;
        this.models = models;
        researcher = agent("researcher", "Research analyst", RESEARCH_GOAL)
                .backstory("Reads call notes and records only what they say.")
                .tools(library.notes(""))
                .build();
        writer = agent("writer", "Proposal writer", "Turn what the team knows into a proposal that {client} can sign")
                .backstory("Writes from the team's memory, never from guesses.")
                .build();
        editor = agent("editor", "Editor and fact-checker", "Ship nothing that contradicts what the team knows")
                .backstory("Checks every sentence and every constraint against the memory.")
                .build();
    }

    private Agent.Builder agent(String name, String role, String goal) {
        return Agent.builder(name).role(role).goal(goal).model(models.apply(name));
    }

    /** Returns the tasks of the whole pipeline in order. The last one writes {@code proposal}. */
    Crew.Builder pipeline(Path proposal) {
        return crew(research(), draft().build(), review(proposal).build());
    }

    /** Returns the pipeline with three researchers that work in parallel. */
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

    /** Returns the pipeline under a manager. The manager picks the next task, and its answer is the proposal. */
    Crew.Builder managed(Path proposal) {
        Agent lead = agent("lead", "Team lead", "Get the proposal for {client} written and checked by the team")
                .backstory("Delegates the work, and leaves the facts to the memory.")
                .build();
        Task leading = Task.builder("lead")
                .agent(lead)
                .description("Lead the team until the proposal for {client} is checked, then deliver it.")
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
        Agent reader = agent(topic + "-researcher", "Research analyst, " + topic, RESEARCH_GOAL)
                .backstory("Reads notes and records only what they say.")
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

    /** Returns the task of the researcher: read the notes and record the requirements in them. */
    Task research() {
        return Task.builder("research")
                .agent(researcher)
                .description(
                        "Read the notes of the calls with {client}. Record requirements, limits, preferences and facts.")
                .expectedOutput("One finding a line.")
                .build();
    }
}

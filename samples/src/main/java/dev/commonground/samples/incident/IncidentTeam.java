package dev.commonground.samples.incident;

import dev.commonground.crew.Agent;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;

/**
 * The agents and their tasks. Two engineers read one log each in parallel and draw different conclusions. A reviewer
 * settles their conflicts, and a reporter writes the review.
 */
final class IncidentTeam {

    private final ChatModel model;

    IncidentTeam(ChatModel model) {
        this.model = model;
    }

    /** Returns the crew; the last task writes {@code review}. */
    Crew.Builder crew(LogFile shop, LogFile database, Path review) {
        Task settle = Task.builder("settle")
                .agent(agent("reviewer", "Incident reviewer").build())
                .description("Settle the conflicts of the team about incident {incident}.")
                .expectedOutput("One decision a line, with its reason.")
                .build();
        Task report = Task.builder("report")
                .agent(agent("reporter", "Technical writer").build())
                .description("Summarize the memories of the team about incident {incident}.")
                .expectedOutput("The incident review in Markdown.")
                .guardrail(Guardrails.notBlank())
                .outputFile(review)
                .build();
        return Crew.builder("incident")
                .parallel(reading("shop", shop), reading("database", database))
                .tasks(settle, report);
    }

    private Task reading(String system, LogFile log) {
        return Task.builder(system + "-log")
                .agent(agent(system + "-engineer", "Engineer of the " + system)
                        .tools(log)
                        .build())
                .description(
                        "Read the log of the %s about incident {incident}. Record when it began and what it is blamed on."
                                .formatted(system))
                .expectedOutput("One finding a line.")
                .build();
    }

    private Agent.Builder agent(String name, String role) {
        return Agent.builder(name)
                .role(role)
                .goal("Find out what happened in incident {incident}")
                .backstory("Trusts the written record, and names the source of each statement.")
                .model(model);
    }
}

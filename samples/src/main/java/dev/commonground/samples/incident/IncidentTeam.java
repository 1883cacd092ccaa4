package dev.commonground.samples.incident;

import dev.commonground.crew.Agent;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;

/**
 * Two who read one log each, side by side, and see the incident each in their own way; one who settles what they disagree
 * about; one who writes the review.
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
                .description("Settle what the team disagrees about in incident {incident}.")
                .expectedOutput("What is true of each, and why, one a line.")
                .build();
        Task report = Task.builder("report")
                .agent(agent("reporter", "Technical writer").build())
                .description("Summarize what the team knows about incident {incident}.")
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
                .backstory("Trusts what is written down, and says where it stands.")
                .model(model);
    }
}

package dev.commonground.samples.guides;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Agent;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Process;
import dev.commonground.crew.Run;
import dev.commonground.crew.RunOutcome;
import dev.commonground.crew.Task;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.memory.Kind;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A crew with each of its features: groups, a manager, checks, typed answers, conditions, reviews and reports. */
public final class ProposalCrew {

    /** A typed answer. */
    public record Price(int euros, String reason) {}

    private static final String FINDINGS = """
            Acme wants at most 500 words.
            ```findings
            [{"kind": "constraint", "key": "max_words", "value": "500", "text": "At most 500 words", "evidence": "at most 500 words"}]
            ```""";

    private ProposalCrew() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, ProposalCrew::show);
    }

    static List<String> show(SharedMemory memory) throws Exception {
        List<String> seen = new ArrayList<>();
        first(memory, seen);
        checked(memory, seen);
        parallel(memory, seen);
        managed(memory, seen);
        reviewed(memory, seen);
        manyRuns(memory, seen);
        return seen;
    }

    private static void first(SharedMemory memory, List<String> seen) throws Exception {
        ScriptedChatModel researchModel = ScriptedChatModel.repeating().says(FINDINGS);
        ScriptedChatModel writingModel = ScriptedChatModel.repeating().says("We propose a pilot.");
        Path folder = Files.createTempDirectory("report");
        // guide
        Agent researcher = Agent.builder("researcher")
                .role("Research analyst")
                .goal("Find out what {client} needs")
                .backstory("Reads call notes and records only what they say.")
                .model(researchModel)
                .build();
        Agent writer = Agent.builder("writer")
                .role("Writer")
                .goal("Write what {client} will sign")
                .backstory("Keeps to what the team knows.")
                .model(writingModel)
                .build();
        Task research = Task.builder("research")
                .agent(researcher)
                .description("{client} says: at most 500 words. Note what matters.")
                .expectedOutput("A summary.")
                .learnFromOutput() // the answer ends with findings: no additional model call
                .build();
        Task draft = Task.builder("draft")
                .agent(writer)
                .description("Write the proposal for {client}.")
                .expectedOutput("The proposal in Markdown.")
                .build();
        Crew crew = Crew.builder("proposal")
                .tasks(research, draft)
                .memory(memory)
                .listener(event -> seen.add(event.getClass().getSimpleName()))
                .build();

        CrewResult result = crew.kickoff(Run.id("q3").user("acme").input("client", "Acme"));

        seen.add(result.text());
        result.report().writeTo(folder); // report.html, report.md, events.jsonl, memories.json
        // end of guide
        seen.add("report " + Files.exists(folder.resolve("report.html")));
        seen.add(memory.task("q3").agent("editor").brief("").text());
    }

    private static void checked(SharedMemory memory, List<String> seen) {
        ScriptedChatModel model = ScriptedChatModel.repeating()
                .says("about 40,000")
                .says("{\"euros\": 40000, \"reason\": \"three warehouses\"}")
                .says("The budget is known.");
        Agent seller = agent("seller", model);
        // guide
        Task price = Task.builder("price")
                .agent(seller)
                .description("Name a price.")
                .expectedOutput("JSON with euros and a reason.")
                .outputAs(Price.class) // an answer in another form is refused
                .guardrail(Guardrails.of(
                        "affordable",
                        answer -> answer.text().contains("900000") ? List.of("too expensive") : List.of()))
                .maxRetries(2)
                .timeout(Duration.ofMinutes(2))
                .build();
        Task discount = Task.builder("discount")
                .agent(seller)
                .description("Offer a discount.")
                .expectedOutput("A sentence.")
                .when(known -> known.stream().anyMatch(fact -> fact.kind() == Kind.CONSTRAINT)) // here: skipped
                .build();
        CrewResult result = Crew.builder("pricing")
                .tasks(price, discount)
                .memory(memory)
                .build()
                .kickoff(Run.id("price-1"));

        Price typed = result.output("price").as(Price.class);
        // end of guide
        seen.add("%,d euros after %d attempts"
                .formatted(typed.euros(), result.output("price").attempts()));
    }

    private static void parallel(SharedMemory memory, List<String> seen) {
        Task stock = task("stock", agent("stock", ScriptedChatModel.repeating().says("Stock is low.")));
        Task prices =
                task("prices", agent("prices", ScriptedChatModel.repeating().says("Prices rise.")));
        Task summary = task("summary", agent("editor", ScriptedChatModel.repeating()));
        // guide
        Crew crew = Crew.builder("market")
                .parallel(stock, prices) // they do not see each other's memories until both are done
                .tasks(summary) // sees both
                .memory(memory)
                .build();
        // end of guide
        seen.add(crew.kickoff(Run.id("market-1")).text());
    }

    private static void managed(SharedMemory memory, List<String> seen) {
        ScriptedChatModel model = ScriptedChatModel.repeating()
                .calls("delegate", "{\"task\": \"stock\", \"instructions\": \"Only the pilot.\"}")
                .says("All is ready.");
        Task stock = task("stock", agent("stock", ScriptedChatModel.repeating().says("Stock is low.")));
        Task manage = task("manage", agent("manager", model));
        // guide
        Crew crew = Crew.builder("managed")
                .tasks(stock)
                .manager(manage) // its agent decides which task runs next; selects Process.HIERARCHICAL
                .maxHops(5)
                .memory(memory)
                .build();
        // end of guide
        seen.add("%s %s: %s"
                .formatted(
                        crew.process(),
                        crew.process() == Process.HIERARCHICAL,
                        crew.kickoff(Run.id("managed-1")).text()));
    }

    private static void reviewed(SharedMemory memory, List<String> seen) {
        Agent writer =
                agent("writer", ScriptedChatModel.repeating().says("Dear all").says("Dear Acme"));
        // guide
        Task letter = Task.builder("letter")
                .agent(writer)
                .description("Write the letter.")
                .expectedOutput("A letter.")
                .humanReview() // nothing is remembered before a person approves
                .build();
        Crew crew = Crew.builder("letters").tasks(letter).memory(memory).build();

        CrewResult waiting = crew.kickoff(Run.id("letter-1"));
        CrewResult again = crew.refuse("letter-1", "ada", List.of("Address the client."));
        CrewResult done = crew.approve("letter-1", "ada");
        // end of guide
        Stream.of(waiting, again)
                .map(CrewResult::review)
                .filter(Objects::nonNull)
                .forEach(review -> seen.add("attempt %d waits: %s".formatted(review.attempt(), review.text())));
        seen.add("approved: " + done.text());
    }

    private static void manyRuns(SharedMemory memory, List<String> seen) {
        Crew crew = Crew.builder("many")
                .tasks(task(
                        "greet", agent("greeter", ScriptedChatModel.repeating().says("Hello."))))
                .memory(memory)
                .build();
        // guide
        List<RunOutcome> outcomes = crew.kickoffAll(List.of(Run.id("many-1"), Run.id("many-2"))); // several at a time
        for (RunOutcome outcome : outcomes) {
            if (outcome instanceof RunOutcome.Stopped stopped) {
                crew.resume(stopped.run()); // also in another process, after a crash
            }
        }
        // end of guide
        seen.add("%d runs, %s".formatted(outcomes.size(), crew.progress("many-2")));
    }

    private static Agent agent(String name, ScriptedChatModel model) {
        return Agent.builder(name)
                .role("Member of the team")
                .goal("Do the task")
                .backstory("Experienced.")
                .model(model)
                .build();
    }

    private static Task task(String name, Agent agent) {
        return Task.builder(name)
                .agent(agent)
                .description("Do " + name + ".")
                .expectedOutput("A sentence.")
                .build();
    }
}

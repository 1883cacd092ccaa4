package dev.commonground.benchmarks.claims;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.Figure;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.memory.Memory;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Readers and owners under names that are hard to tell apart. */
final class Privacy implements Claim {

    private static final int CASES = 10_000;
    private static final List<String> NAMES = List.of(
            "crew",
            "crew-2",
            "crew_2",
            "crew%",
            "Crew",
            "crew/",
            "crew/a",
            "crew/../crew",
            "..",
            "_",
            "%",
            "c",
            "cre",
            "crew 2");

    /** Something private, or shared in a task: who said it, on which task and for whom. */
    private record Secret(String task, String agent, String user, Whose whose, String text) {

        boolean isFor(String readerTask, String readerAgent, @Nullable String readerUser) {
            return switch (whose) {
                case OWN_NOTE -> task.equals(readerTask) && agent.equals(readerAgent);
                case TASK -> task.equals(readerTask);
                case USER -> user.equals(readerUser);
            };
        }

        /** The scope as a path, as stores have it that compare prefixes. */
        String path() {
            return "/" + task + (whose == Whose.OWN_NOTE ? "/agent/" + agent : "");
        }
    }

    private enum Whose {
        OWN_NOTE,
        TASK,
        USER
    }

    @Override
    public String sentence() {
        return "Private stays private";
    }

    @Override
    public List<Figure> measure(Path folder) {
        Random random = new Random(4711);
        int leaks = 0;
        int missing = 0;
        int control = 0;
        try (SharedMemory memory = Lab.memory(folder.resolve("world"))) {
            List<Secret> secrets = IntStream.range(0, 200)
                    .mapToObj(i -> new Secret(
                            name(random), name(random), name(random), Whose.values()[i % 3], "secret " + i + "."))
                    .toList();
            secrets.forEach(secret -> write(memory, secret));
            for (int i = 0; i < CASES; i++) {
                Secret secret = secrets.get(random.nextInt(secrets.size()));
                String task = random.nextInt(4) == 0 ? secret.task() : name(random);
                String agent = random.nextInt(4) == 0 ? secret.agent() : name(random);
                String user = random.nextInt(4) == 0 ? secret.user() : name(random);
                boolean mayRead = secret.isFor(task, agent, user);
                boolean reads = reads(memory.task(task).forUser(user).agent(agent), secret.text(), i % 3);
                leaks += reads && !mayRead ? 1 : 0;
                missing += !reads && mayRead ? 1 : 0;
                boolean like = secret.whose() != Whose.USER && like("/" + task).matches(secret.path());
                control += like && !mayRead ? 1 : 0;
            }
        }
        return List.of(
                Figure.of("leaks in %,d reads".formatted(CASES), leaks, "leaks").atMost(0),
                Figure.of("reads that miss what they may see", missing, "reads").atMost(0),
                Figure.of("control, leaks of scopes compared by LIKE 'prefix%'", control, "leaks")
                        .atLeast(1),
                Figure.of(
                                "own notes in others' prompts, events and reports of a crew",
                                inCrew(folder.resolve("crew")),
                                "leaks")
                        .atMost(0));
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static void write(SharedMemory memory, Secret secret) {
        AgentMemory agent = memory.task(secret.task()).forUser(secret.user()).agent(secret.agent());
        AgentMemory target = switch (secret.whose()) {
            case OWN_NOTE -> agent.privately();
            case TASK -> agent;
            case USER -> agent.aboutUser();
        };
        target.require(secret.text());
    }

    /** Reads in one of three ways; constraints stand in every list, recall and briefing that may show them. */
    private static boolean reads(AgentMemory memory, String text, int way) {
        return switch (way) {
            case 0 -> memory.list().stream().map(Memory::text).anyMatch(text::equals);
            case 1 ->
                memory.recall(text, 1_000).stream()
                        .anyMatch(match -> match.memory().text().equals(text));
            default ->
                memory.brief(BriefingRequest.builder()
                                .work(text)
                                .budget(100_000)
                                .build())
                        .text()
                        .contains("\"" + text + "\"");
        };
    }

    /** A LIKE pattern in SQL, without an escape and without regard to case, as SQLite has it. */
    private record Like(String pattern) {
        boolean matches(String text) {
            return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .matches();
        }
    }

    private static Like like(String prefix) {
        String pattern = prefix.codePoints()
                .mapToObj(one -> one == '%' ? ".*" : one == '_' ? "." : Pattern.quote(Character.toString(one)))
                .collect(Collectors.joining());
        return new Like(pattern + ".*");
    }

    private static int inCrew(Path folder) {
        List<Lab.Worker> workers = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String note =
                    "{\"text\":\"hush of agent %d.\",\"kind\":\"constraint\",\"keepToMyself\":\"true\"}".formatted(i);
            Lab.Worker worker = new Lab.Worker(
                    (prompt, results) -> results == 0 ? Lab.remember(List.of(note)) : AiMessage.from("Done."));
            workers.add(worker);
            tasks.add(Lab.task("t" + i, Lab.agent("a" + i, worker).build()).build());
        }
        try (SharedMemory memory = Lab.memory(folder)) {
            CrewResult result = Crew.builder("crew")
                    .tasks(tasks.toArray(Task[]::new))
                    .memory(memory)
                    .build()
                    .kickoff(Run.id("r"));
            String told = result.report().html()
                    + result.report().markdown()
                    + result.report().events()
                    + workers.stream()
                            .map(worker -> worker.prompts().toString())
                            .toList();
            return told.split("hush of agent", -1).length - 1;
        }
    }
}

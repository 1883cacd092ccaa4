package dev.commonground.benchmarks.claims;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Run;
import dev.commonground.memory.Memory;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Readers and owners with similar names. */
final class Privacy implements MeasuredClaim {

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

    /** A private or shared text with its task, agent and user. */
    private record Secret(String task, String agent, String user, Whose whose, String text) {

        boolean isVisibleTo(String readerTask, String readerAgent, @Nullable String readerUser) {
            return switch (whose) {
                case OWN_NOTE -> task.equals(readerTask) && agent.equals(readerAgent);
                case TASK -> task.equals(readerTask);
                case USER -> user.equals(readerUser);
            };
        }

        /** Returns the scope as a path, as in stores that compare prefixes. */
        String path() {
            return "/" + task + (whose == Whose.OWN_NOTE ? "/agent/" + agent : "");
        }
    }

    private enum Whose {
        OWN_NOTE,
        TASK,
        USER
    }

    private final int cases;

    /** Compares {@code cases} reads with what each reader may see. */
    Privacy(int cases) {
        this.cases = cases;
    }

    @Override
    public String sentence() {
        return "Private stays private";
    }

    @Override
    public List<Figure> measure(Path folder) {
        ReadCounts counts = reads(folder.resolve("world"));
        int inCrew = inCrew(folder.resolve("crew"));
        return List.of(
                Figure.of("leaks in %,d reads".formatted(cases), counts.leaks, "leaks")
                        .atMost(0),
                Figure.of("reads that miss a visible memory", counts.misses, "reads")
                        .atMost(0),
                Figure.of("control, leaks if scopes are compared by LIKE 'prefix%'", counts.likeLeaks, "leaks")
                        .atLeast(1),
                Figure.of("own notes in others' prompts, events and reports of a crew", inCrew, "leaks")
                        .atMost(0));
    }

    /** The results of random reads. */
    private static final class ReadCounts {
        int leaks;
        int misses;
        int likeLeaks;
    }

    private ReadCounts reads(Path folder) {
        Random random = new Random(4711);
        ReadCounts counts = new ReadCounts();
        try (SharedMemory memory = Lab.memory(folder)) {
            List<Secret> secrets = secrets(random);
            secrets.forEach(secret -> write(memory, secret));
            for (int i = 0; i < cases; i++) {
                read(memory, secrets.get(random.nextInt(secrets.size())), random, i % 3, counts);
            }
        }
        return counts;
    }

    private static List<Secret> secrets(Random random) {
        return IntStream.range(0, 200).mapToObj(i -> secret(i, random)).toList();
    }

    private static Secret secret(int number, Random random) {
        Whose whose = Whose.values()[number % 3];
        return new Secret(name(random), name(random), name(random), whose, "secret " + number + ".");
    }

    private static void read(SharedMemory memory, Secret secret, Random random, int way, ReadCounts counts) {
        String task = random.nextInt(4) == 0 ? secret.task() : name(random);
        String agent = random.nextInt(4) == 0 ? secret.agent() : name(random);
        String user = random.nextInt(4) == 0 ? secret.user() : name(random);
        boolean visible = secret.isVisibleTo(task, agent, user);
        boolean reads = reads(memory.task(task).forUser(user).agent(agent), secret.text(), way);
        counts.leaks += reads && !visible ? 1 : 0;
        counts.misses += !reads && visible ? 1 : 0;
        boolean like = secret.whose() != Whose.USER && like("/" + task).matches(secret.path());
        counts.likeLeaks += like && !visible ? 1 : 0;
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

    /** Reads in one of three ways; every list, recall and briefing that may show a constraint contains it. */
    private static boolean reads(AgentMemory memory, String text, int way) {
        return switch (way) {
            case 0 -> memory.list().stream().map(Memory::text).anyMatch(text::equals);
            case 1 ->
                memory.recall(text, 1_000).stream()
                        .anyMatch(match -> match.memory().text().equals(text));
            default -> brief(memory, text).contains("\"" + text + "\"");
        };
    }

    private static String brief(AgentMemory memory, String work) {
        BriefingRequest request =
                BriefingRequest.builder().work(work).budget(100_000).build();
        return memory.brief(request).text();
    }

    /** A LIKE pattern of SQLite: case-insensitive and without an escape character. */
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
        List<Lab.Worker> workers =
                IntStream.range(0, 5).mapToObj(Privacy::secretive).toList();
        try (SharedMemory memory = Lab.memory(folder)) {
            CrewResult result = Crew.builder("crew")
                    .tasks(Lab.chain(workers.size(), workers::get))
                    .memory(memory)
                    .build()
                    .kickoff(Run.id("r"));
            return visible(result, workers).split("hush of agent", -1).length - 1;
        }
    }

    private static Lab.Worker secretive(int number) {
        String note =
                "{\"text\":\"hush of agent %d.\",\"kind\":\"constraint\",\"keepToMyself\":\"true\"}".formatted(number);
        return new Lab.Worker(
                (prompt, results) -> results == 0 ? Lab.remember(List.of(note)) : AiMessage.from("Done."));
    }

    /** Returns everything that other agents and readers of the report see. */
    private static String visible(CrewResult result, List<Lab.Worker> workers) {
        return result.report().html()
                + result.report().markdown()
                + result.report().events()
                + workers.stream().map(worker -> worker.prompts().toString()).toList();
    }
}

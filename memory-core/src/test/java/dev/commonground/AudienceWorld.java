package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AudienceOracle.Said;
import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Audience.Member;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes at random, for random readers, and keeps an {@link AudienceOracle} of who may read what. */
final class AudienceWorld {

    static final Map<Author, Set<String>> ROLES = Map.of(
            Author.agent("tutor"), Set.of("staff"),
            Author.agent("planner"), Set.of(),
            Author.agent("aid"), Set.of("staff", "aid"),
            Author.person("kim"), Set.of("client"),
            Author.person("parent"), Set.of(),
            Author.person("eve"), Set.of("aid"));

    static final List<Author> READERS = ROLES.keySet().stream().sorted().toList();

    private static final List<Member> MEMBERS = List.of(
            Member.role("staff"),
            Member.role("aid"),
            Member.role("client"),
            Member.agent("planner"),
            Member.person("parent"));

    final SharedMemory memory;
    final AudienceOracle oracle = new AudienceOracle(ROLES);
    final Random random;
    final List<MemoryEvent> events = new ArrayList<>();
    final List<Cursor> cursors = new ArrayList<>(List.of(Cursor.EMPTY));

    /** The ids of everything written, by place and text. */
    final Map<String, MemoryId> ids = new LinkedHashMap<>();

    private int secrets;

    AudienceWorld(SharedMemory.Builder builder, Random random) {
        this.random = random;
        this.memory = builder.listener(events::add)
                .roles((reader, task) -> ROLES.getOrDefault(reader, Set.of()))
                .rights(request -> true)
                .open();
    }

    AgentMemory handle(Author reader) {
        return handle(reader, task -> task);
    }

    AgentMemory handle(Author reader, Function<TaskMemory, TaskMemory> as) {
        TaskMemory task = as.apply(memory.task("task").forUser("kim"));
        return reader.type() == Author.Type.AGENT ? task.agent(reader.name()) : task.person(reader.name());
    }

    <T> T any(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    Author reader() {
        return any(READERS);
    }

    private Audience audience() {
        return switch (random.nextInt(4)) {
            case 0 -> Audience.EVERYONE;
            case 1 -> Audience.of(any(MEMBERS), any(MEMBERS)).and(Audience.of(any(MEMBERS), Member.role("staff")));
            default -> Audience.of(any(MEMBERS));
        };
    }

    String secret() {
        return oracle.secret(secrets++);
    }

    void write() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> remember();
            case 3 -> repeat();
            case 4 -> revise();
            case 5 -> forget();
            case 6 -> promote();
            case 7 -> annotate();
            case 8 -> step();
            default -> erase();
        }
        if (random.nextInt(4) == 0) {
            cursors.add(handle(reader()).log().cursor());
        }
    }

    private void remember() {
        say(reader(), "note %s".formatted(secret()), audience(), this::handle);
    }

    /** Somebody says what was said before, perhaps for others. */
    private void repeat() {
        List<String> all = List.copyOf(oracle.all());
        if (!all.isEmpty()) {
            say(reader(), any(all), audience(), this::handle);
        }
    }

    private void say(Author author, String text, Audience audience, Function<Author, AgentMemory> handles) {
        String evidence = secret();
        String label = secret();
        Set<Author> known = oracle.authors(author, "task", text);
        Draft draft = draft(text, audience, evidence, label);
        Optional<WriteOutcome> outcome = ask(author, handles.apply(author), one -> one.remember(draft));
        Said said = oracle.repeat("task", text, author, audience);
        oracle.holds(evidence, said);
        oracle.holds(label, said);
        outcome.ifPresent(written -> {
            noLeak(author, written);
            oracle.show(author, "task", text);
            if (known.isEmpty()) {
                assertThat(written).isNotInstanceOf(WriteOutcome.AlreadyKnown.class);
            } else {
                assertThat(written).isInstanceOf(WriteOutcome.AlreadyKnown.class);
            }
            ids.put("task " + text, written.memory().id());
        });
        noLeak(author, answers());
    }

    private static Draft draft(String text, Audience audience, String evidence, String label) {
        return Draft.finding(text)
                .audience(audience)
                .evidence("because " + evidence)
                .metadata("label", label)
                .metadata(Metadata.ALIASES, "alias" + label)
                .build();
    }

    /** Returns a memory that the reader sees. */
    private Optional<Memory> seen(AgentMemory handle) {
        List<Memory> live = handle.list().stream()
                .filter(memory -> memory.scope() instanceof Scope.Task)
                .toList();
        return live.isEmpty() ? Optional.empty() : Optional.of(any(live));
    }

    private void revise() {
        Author author = reader();
        seen(handle(author)).ifPresent(old -> {
            String text = "revised " + secret();
            Audience audience = audience();
            List<Said> before = oracle.live(author, "task", old.text());
            Audience inherited = before.stream().allMatch(one -> one.author.equals(author))
                            && old.assertions().stream()
                                    .allMatch(one -> one.derivedFrom().isEmpty())
                    ? audience
                    : before.stream().map(one -> one.audience).reduce(audience, Audience::and);
            ask(
                    author,
                    handle(author),
                    one -> one.revise(
                            old.id(), Draft.finding(text).audience(audience).build()));
            oracle.say("task", text, author, inherited, before);
            oracle.show(author, "task", text);
        });
    }

    private void forget() {
        Author author = reader();
        seen(handle(author)).ifPresent(old -> {
            ask(author, handle(author), one -> one.log().forget(old.id(), "it is over"));
            oracle.live(author, "task", old.text()).forEach(one -> one.forgotten = true);
        });
    }

    private void promote() {
        Author author = reader();
        seen(handle(author)).ifPresent(old -> {
            List<Said> before = oracle.live(author, "task", old.text());
            ask(author, handle(author), one -> one.promote(old.id()))
                    .ifPresent(outcome ->
                            ids.put("user " + old.text(), outcome.memory().id()));
            before.forEach(one -> {
                oracle.say("user", old.text(), one.author, one.audience, List.of()).derived = true;
                oracle.show(author, "user", old.text());
            });
        });
    }

    /** What is added to a memory is for those who read it. */
    private void annotate() {
        Author author = reader();
        seen(handle(author)).ifPresent(old -> {
            String note = secret();
            List<Said> before = oracle.live(author, "task", old.text());
            boolean open = before.stream().anyMatch(one -> one.audience.isEveryone());
            Audience readers = open
                    ? Audience.EVERYONE
                    : before.stream().map(one -> one.audience).reduce(Audience.EVERYONE, Audience::and);
            oracle.holds(note, new Said("task", note, author, readers));
            ask(author, handle(author), one -> one.annotate(old.id(), Metadata.NONE.with("note", note)));
        });
    }

    /** A node of a graph writes; its run may fail, or be replayed from before. */
    private void step() {
        Author author = Author.agent(any(List.of("tutor", "planner", "aid")));
        Step step = begin(author, null);
        say(author, "step " + secret(), audience(), one -> step.memory());
        String text = List.copyOf(oracle.all()).get(oracle.all().size() - 1);
        if (random.nextInt(3) == 0) {
            oracle.erase("task", text); // nobody sees what a failed step wrote
            return;
        }
        Cursor after = step.commit();
        cursors.add(after);
        if (random.nextInt(3) == 0) {
            begin(author, step.cursor()).commit();
            oracle.erase("task", text); // the run went back to before
        }
    }

    private Step begin(Author author, @Nullable Cursor cursor) {
        return memory.begin(StepRequest.builder("task", "node", "thread " + secrets)
                .user("kim")
                .agent(author.name())
                .cursor(cursor == null ? Cursor.EMPTY : cursor)
                .build());
    }

    private void erase() {
        Author author = reader();
        seen(handle(author)).ifPresent(old -> {
            ask(author, handle(author), one -> {
                one.erase(old.id());
                return "";
            });
            oracle.eraseWithCopies(old.text());
        });
    }

    /** Every call goes through here: neither its answer, nor its error, nor its events tell too much. */
    <T> Optional<T> ask(Author reader, AgentMemory handle, Function<AgentMemory, T> question) {
        events.clear();
        try {
            T answer = question.apply(handle);
            if (!(answer instanceof WriteOutcome)) {
                noLeak(reader, answer);
                noLeak(reader, answers());
            }
            return Optional.ofNullable(answer);
        } catch (RuntimeException e) {
            assertThat(ReachableText.of(e)).as("an error's text").doesNotContainPattern(AudienceOracle.SECRET);
            return Optional.empty();
        }
    }

    /** Returns the events of the last call, without the question, which is the reader's own. */
    private List<Object> answers() {
        return events.stream()
                .<Object>map(event -> event instanceof MemoryEvent.Recalled recalled ? recalled.matches() : event)
                .toList();
    }

    void noLeak(Author reader, @Nullable Object told) {
        assertThat(oracle.leaks(reader, ReachableText.of(told)))
                .as("leaked to %s, who has the roles %s", reader, Objects.requireNonNull(ROLES.get(reader)))
                .isEmpty();
    }
}

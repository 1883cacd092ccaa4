package dev.commonground.internal.log;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Spreads revocations over one log, or over several logs that derive from each other. What is derived from a revoked
 * statement is suspect. A suspect assertion is sound all the same if each of its sources has a sound assertion; assertions
 * that support each other in a circle are not sound. Every other suspect assertion is void.
 *
 * <p>Not thread-safe; each computation takes a new one.
 */
public final class TaintSpread {

    private final List<RevokedLog> parts;
    private final Entry.SourcesElsewhere elsewhere;
    private final Map<MemoryId, List<LoggedAssertion>> derived = new HashMap<>();

    /** The assertions that are revoked by their own provenance. */
    private final Set<LoggedAssertion> revokedAssertions = new HashSet<>();

    /** The retractions and annotations that are revoked by their own provenance. */
    private final Set<Entry> direct = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<LoggedAssertion> suspects = new LinkedHashSet<>();
    private final Set<LoggedAssertion> sound = new HashSet<>();
    private final Set<MemoryId> touched = new HashSet<>();

    /** A log with the revocations to spread over it. */
    private record RevokedLog(ScopeLog log, Revocations revocations) {}

    private TaintSpread(List<RevokedLog> parts, Entry.SourcesElsewhere elsewhere) {
        this.parts = parts;
        this.elsewhere = elsewhere;
    }

    /** Returns what revocations make void in one log, by what it says of revoked statements elsewhere. */
    static Taint of(Revocations revocations, ScopeLog log) {
        TaintSpread spread = new TaintSpread(List.of(new RevokedLog(log, revocations)), revocations.elsewhere());
        spread.compute();
        Set<MemoryId> revoked = new HashSet<>(spread.touched);
        revoked.removeIf(spread::isSupported);
        BitSet entries = new BitSet();
        spread.direct.forEach(entry -> entries.set((int) entry.position()));
        spread.suspects.stream()
                .filter(suspect -> !spread.sound.contains(suspect))
                .forEach(suspect -> entries.set((int) suspect.position()));
        return new Taint(entries, spread.touched, revoked);
    }

    /**
     * Spreads revocations over logs that are all there are; what the logs know of each other does not count.
     *
     * @param revocations which revocations in force count
     */
    public static TaintSpread over(Collection<ScopeLog> logs, Predicate<String> revocations) {
        TaintSpread spread = new TaintSpread(
                logs.stream()
                        .map(log -> new RevokedLog(log, log.revocations().only(revocations)))
                        .toList(),
                Entry.SourcesElsewhere.NONE);
        spread.compute();
        return spread;
    }

    /** Spreads revocations over some of the logs; of the rest only what these logs know counts. */
    public static TaintSpread among(Collection<ScopeLog> logs) {
        Set<MemoryId> revoked = new HashSet<>();
        Set<MemoryId> sound = new HashSet<>();
        for (ScopeLog log : logs) {
            revoked.addAll(log.revocations().elsewhere().revoked());
            sound.addAll(log.revocations().elsewhere().sound());
        }
        Predicate<MemoryId> isHere = id -> logs.stream().anyMatch(log -> log.find(id) != null);
        revoked.removeIf(isHere);
        sound.removeIf(isHere);
        TaintSpread spread = new TaintSpread(
                logs.stream().map(log -> new RevokedLog(log, log.revocations())).toList(),
                new Entry.SourcesElsewhere(revoked, sound));
        spread.compute();
        return spread;
    }

    /** Returns what one of the logs must know of the others. */
    public Entry.SourcesElsewhere elsewhere(ScopeLog log) {
        List<ScopeLog> others =
                parts.stream().map(RevokedLog::log).filter(one -> one != log).toList();
        Set<MemoryId> revoked = new HashSet<>();
        Set<MemoryId> sound = new HashSet<>();
        for (MemoryId source : sourcesIn(log)) {
            if (touched.contains(source) && others.stream().anyMatch(other -> other.find(source) != null)) {
                (others.stream().anyMatch(other -> isSupported(source, other)) ? sound : revoked).add(source);
            }
        }
        return new Entry.SourcesElsewhere(revoked, sound);
    }

    /** Returns the statements from which statements of a log are derived. */
    public static Set<MemoryId> sourcesIn(ScopeLog log) {
        Set<MemoryId> sources = new HashSet<>();
        log.statements()
                .forEach(statement -> statement
                        .assertions()
                        .forEach(assertion ->
                                sources.addAll(assertion.assertion().derivedFrom())));
        return sources;
    }

    private void compute() {
        touched.addAll(elsewhere.revoked());
        touched.addAll(elsewhere.sound());
        parts.forEach(one -> one.log.statements().forEach(statement -> addDirect(statement, one.revocations)));
        spread();
        new ArrayDeque<>(suspects).forEach(this::check);
    }

    private void addDirect(LoggedStatement statement, Revocations revocations) {
        for (LoggedAssertion assertion : statement.assertions()) {
            for (MemoryId source : assertion.assertion().derivedFrom()) {
                derived.computeIfAbsent(source, id -> new ArrayList<>()).add(assertion);
            }
            if (revocations.revokes(assertion.assertion())) {
                revokedAssertions.add(assertion);
                suspects.add(assertion);
            }
            assertion.retractions().forEach(by -> addDirect(by, revocations));
        }
        for (LoggedAnnotation annotation : statement.annotations()) {
            if (revocations.revokes(
                    annotation.annotation().author(), annotation.annotation().at())) {
                direct.add(annotation.entry());
            }
            annotation.retractions().forEach(by -> addDirect(by, revocations));
        }
    }

    private void addDirect(Entry retraction, Revocations revocations) {
        boolean revoked = (retraction.action() instanceof Entry.Forget forget
                        && revocations.revokes(forget.author(), forget.at()))
                || (retraction.action() instanceof Entry.Erased erased
                        && revocations.revokes(erased.author(), erased.at()));
        if (revoked) {
            direct.add(retraction);
        }
    }

    private void spread() {
        Deque<MemoryId> next = new ArrayDeque<>(touched);
        suspects.forEach(suspect -> touch(suspect.statement().id(), next));
        while (!next.isEmpty()) {
            for (LoggedAssertion assertion : derived.getOrDefault(next.remove(), List.of())) {
                suspects.add(assertion);
                touch(assertion.statement().id(), next);
            }
        }
    }

    private void touch(MemoryId id, Deque<MemoryId> next) {
        if (touched.add(id)) {
            next.add(id);
        }
    }

    /** Makes a suspect sound if it is, and then what is derived from it. */
    private void check(LoggedAssertion suspect) {
        Deque<LoggedAssertion> next = new ArrayDeque<>(List.of(suspect));
        while (!next.isEmpty()) {
            LoggedAssertion assertion = next.remove();
            if (isSound(assertion) && sound.add(assertion)) {
                derived.getOrDefault(assertion.statement().id(), List.of()).stream()
                        .filter(suspects::contains)
                        .forEach(next::add);
            }
        }
    }

    private boolean isSound(LoggedAssertion suspect) {
        return !revokedAssertions.contains(suspect)
                && suspect.assertion().derivedFrom().stream()
                        .allMatch(source -> !touched.contains(source) || isSupported(source));
    }

    /** Returns whether a touched statement has an assertion that counts without the revoked ones. */
    private boolean isSupported(MemoryId id) {
        return elsewhere.sound().contains(id) || parts.stream().anyMatch(one -> isSupported(id, one.log));
    }

    private boolean isSupported(MemoryId id, ScopeLog log) {
        LoggedStatement statement = log.find(id);
        return statement != null
                && statement.assertions().stream()
                        .anyMatch(one ->
                                (!suspects.contains(one) || sound.contains(one)) && counts(one, log, direct::contains));
    }

    /** An assertion of an attempt that nobody sees supports nothing, and neither does one that was forgotten. */
    static boolean counts(LoggedAssertion assertion, ScopeLog log, Predicate<Entry> isVoid) {
        return log.isAccepted(assertion)
                && assertion.retractions().stream()
                        .noneMatch(by -> by.action() instanceof Entry.Forget && log.isAccepted(by) && !isVoid.test(by));
    }
}

package dev.commonground.linearizable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether the calls on one object can be put into an order that its model allows and that contradicts no time: a call
 * that ended before another began comes first. The search is that of Wing and Gong, with the memory of Lowe ("Testing for
 * linearizability", 2017): no set of ordered calls with the same state is tried twice.
 *
 * <p>A call without an answer may come at any time after its beginning, or never.
 */
public final class Linearizability {

    private final SequentialModel model;
    private final List<Call> calls;
    private final long answered;
    private final Set<Progress> seen = new HashSet<>();
    private final Deque<Progress> open = new ArrayDeque<>();
    private Progress longest;

    /** Calls that have been put into an order, how many of them were answered, and the state after them. */
    private record Progress(BitSet ordered, int answered, String state) {}

    private Linearizability(SequentialModel model, List<Call> calls) {
        this.model = model;
        this.calls =
                calls.stream().sorted(Comparator.comparingLong(Call::begin)).toList();
        this.answered = calls.stream().filter(Call::isAnswered).count();
        this.longest = new Progress(new BitSet(), 0, model.initial());
    }

    /** Returns why the calls on one object have no order, or empty if they have one. */
    public static Optional<String> violation(SequentialModel model, List<Call> calls) {
        return new Linearizability(model, calls).search();
    }

    private Optional<String> search() {
        open.push(longest);
        while (!open.isEmpty()) {
            Progress progress = open.pop();
            if (progress.answered == answered) {
                return Optional.empty();
            }
            if (progress.answered > longest.answered) {
                longest = progress;
            }
            pushNext(progress);
        }
        return Optional.of("After %d of %d calls the state is %s, and none of these can be next: %s"
                .formatted(
                        longest.ordered.cardinality(),
                        calls.size(),
                        longest.state,
                        candidates(longest.ordered).stream().map(calls::get).toList()));
    }

    /** Pushes what may follow. A read that fits changes nothing, so it can come first. Calls without an answer are tried last. */
    private void pushNext(Progress progress) {
        List<Progress> unanswered = new ArrayList<>();
        List<Progress> answers = new ArrayList<>();
        for (int candidate : candidates(progress.ordered)) {
            Call call = calls.get(candidate);
            Optional<Progress> next = model.after(progress.state, call).map(state -> after(progress, candidate, state));
            if (next.isPresent() && call.operation() == Call.Operation.READ && call.isAnswered()) {
                push(next.get());
                return;
            }
            next.ifPresent((call.isAnswered() ? answers : unanswered)::add);
        }
        unanswered.forEach(this::push);
        answers.forEach(this::push);
    }

    private Progress after(Progress progress, int candidate, String state) {
        BitSet ordered = (BitSet) progress.ordered.clone();
        ordered.set(candidate);
        return new Progress(ordered, progress.answered + (calls.get(candidate).isAnswered() ? 1 : 0), state);
    }

    private void push(Progress next) {
        if (seen.add(next)) {
            open.push(next);
        }
    }

    /** Returns the calls that may be next: those that began before any other call that is left ended. */
    private List<Integer> candidates(BitSet ordered) {
        long firstEnd = Long.MAX_VALUE;
        List<Integer> began = new ArrayList<>();
        for (int i = ordered.nextClearBit(0); i < calls.size(); i = ordered.nextClearBit(i + 1)) {
            Call call = calls.get(i);
            if (call.begin() > firstEnd) {
                break;
            }
            firstEnd = Math.min(firstEnd, call.end());
            began.add(i);
        }
        long end = firstEnd;
        began.removeIf(i -> calls.get(i).begin() > end);
        return began;
    }
}

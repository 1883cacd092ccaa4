package dev.commonground;

import dev.commonground.linearizable.Call;
import dev.commonground.linearizable.Call.Operation;
import dev.commonground.linearizable.Linearizability;
import dev.commonground.linearizable.SequentialModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The calls of several processes, collected from their lines. Thread-safe. */
final class CallHistory {

    private final List<Call> calls = new ArrayList<>();

    /** Returns what takes the lines of one process, which makes one call at a time. Close it when the process has ended. */
    Lines linesOf(String process) {
        return new Lines(process);
    }

    synchronized void add(Call call) {
        calls.add(call);
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized Set<String> objects() {
        return calls.stream().map(Call::object).collect(Collectors.toSet());
    }

    /** Returns the violations of all objects; empty if each is linearizable. */
    List<String> violations() {
        Map<String, List<Call>> byObject =
                calls().stream().collect(Collectors.groupingBy(Call::object, TreeMap::new, Collectors.toList()));
        List<String> violations = new ArrayList<>();
        byObject.forEach((object, ofObject) -> Linearizability.violation(model(object), ofObject)
                .ifPresent(why -> violations.add(object + ": " + why)));
        return violations;
    }

    private static SequentialModel model(String object) {
        return object.startsWith("set-") ? SequentialModel.SET : SequentialModel.REGISTER;
    }

    /** The lines of one process. */
    final class Lines implements Consumer<String>, AutoCloseable {

        private final String process;
        private @Nullable Call begun;

        private Lines(String process) {
            this.process = process;
        }

        @Override
        public void accept(String line) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("begin")) {
                begun = Call.unanswered(
                        words[2], process, Operation.valueOf(words[3]), words[4], Long.parseLong(words[1]));
            } else if (begun != null && words[0].equals("end")) {
                add(Call.of(
                        begun.object(),
                        process,
                        begun.operation(),
                        begun.argument(),
                        words[2],
                        begun.begin(),
                        Long.parseLong(words[1])));
                begun = null;
            } else {
                close();
            }
        }

        /** Adds the call that has no answer; a read without an answer says nothing. */
        @Override
        public void close() {
            if (begun != null && begun.operation() != Operation.READ) {
                add(begun);
            }
            begun = null;
        }
    }
}

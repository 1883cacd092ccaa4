package dev.commonground.audit;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import java.util.List;

/**
 * What a source has touched. Revoked memories are among it.
 *
 * @param written the memories with an assertion from the source
 * @param derived the other memories that were concluded from these, directly or not
 * @param readings who was shown one of these memories, in which step and run; empty if the memory keeps no ledger
 * @param exposed further memories that a reader asserted after the reading: in the same node of the same run, or outside
 *     graphs on the same task. Nothing proves that they depend on the source. Artifacts among them are outputs of crews
 */
public record Impact(List<Memory> written, List<Memory> derived, List<Reading> readings, List<Memory> exposed) {

    public Impact {
        written = List.copyOf(requireNonNull(written, "written"));
        derived = List.copyOf(requireNonNull(derived, "derived"));
        readings = List.copyOf(requireNonNull(readings, "readings"));
        exposed = List.copyOf(requireNonNull(exposed, "exposed"));
    }
}

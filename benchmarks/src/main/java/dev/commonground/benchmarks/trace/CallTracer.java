package dev.commonground.benchmarks.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.connect.VMStartException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import dev.commonground.benchmarks.measure.Jmh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs {@link TracedProgram} under the JDK's debugger and counts the calls between its two marker methods.
 *
 * <p>Calls on all threads count, bodies of lambdas included. Classes that the JVM generates have no source file and do
 * not count.
 */
final class CallTracer {

    private static final String COUNTED = "dev.commonground.*";
    private static final String NOT_COUNTED = "dev.commonground.benchmarks.*";

    private final VirtualMachine machine;
    private final MethodEntryRequest entries;
    private final Map<String, Integer> callsByFile = new HashMap<>();

    private CallTracer(VirtualMachine machine) {
        this.machine = machine;
        this.entries = machine.eventRequestManager().createMethodEntryRequest();
        entries.addClassFilter(COUNTED);
        entries.addClassExclusionFilter(NOT_COUNTED);
        entries.setSuspendPolicy(EventRequest.SUSPEND_NONE);
    }

    /**
     * Returns the calls of one operation.
     *
     * @param folder an empty folder for the store
     * @throws IllegalStateException if the program fails before it reaches the end of the operation
     */
    static CallTrace trace(TracedProgram.Operation operation, Path folder) throws IOException, InterruptedException {
        VirtualMachine machine = launch("%s %s \"%s\"".formatted(TracedProgram.class.getName(), operation, folder));
        try {
            return new CallTracer(machine).trace();
        } finally {
            machine.process().destroy();
        }
    }

    private static VirtualMachine launch(String commandLine) throws IOException {
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        argument(arguments, "options").setValue("-cp \"%s\"".formatted(Jmh.classPath()));
        argument(arguments, "main").setValue(commandLine);
        try {
            return connector.launch(arguments);
        } catch (IllegalConnectorArgumentsException | VMStartException e) {
            throw new IllegalStateException("The traced program did not start: " + commandLine, e);
        }
    }

    private static Connector.Argument argument(Map<String, Connector.Argument> arguments, String name) {
        return requireNonNull(arguments.get(name), name);
    }

    private CallTrace trace() throws IOException, InterruptedException {
        ClassPrepareRequest loaded = machine.eventRequestManager().createClassPrepareRequest();
        loaded.addClassFilter(TracedProgram.class.getName());
        loaded.enable();
        handleAll();
        if (callsByFile.isEmpty()) {
            String errors = new String(machine.process().getErrorStream().readAllBytes(), UTF_8);
            throw new IllegalStateException("The traced program ended before its operation: " + errors);
        }
        return new CallTrace(callsByFile);
    }

    /** Handles the events of the program until it ends. */
    private void handleAll() throws InterruptedException {
        boolean connected = true;
        while (connected) {
            EventSet events = machine.eventQueue().remove();
            for (Event event : events) {
                handle(event);
                connected &= !(event instanceof VMDisconnectEvent);
            }
            events.resume();
        }
    }

    private void handle(Event event) {
        if (event instanceof ClassPrepareEvent prepared) {
            breakAt(prepared.referenceType(), TracedProgram.BEGIN_MARK);
            breakAt(prepared.referenceType(), TracedProgram.END_MARK);
        } else if (event instanceof BreakpointEvent reached) {
            entries.setEnabled(reached.location().method().name().equals(TracedProgram.BEGIN_MARK));
        } else if (event instanceof MethodEntryEvent entered) {
            count(entered.method());
        }
    }

    private void breakAt(ReferenceType program, String marker) {
        Method method = program.methodsByName(marker).get(0);
        machine.eventRequestManager().createBreakpointRequest(method.location()).enable();
    }

    private void count(Method method) {
        for (String file : sourceFiles(method.declaringType())) {
            callsByFile.merge(file, 1, Integer::sum);
        }
    }

    private static List<String> sourceFiles(ReferenceType type) {
        try {
            return type.sourcePaths(null);
        } catch (AbsentInformationException e) {
            return List.of(); // generated by the JVM
        }
    }
}

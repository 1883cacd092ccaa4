package dev.commonground.studio;

import dev.commonground.memory.MemoryException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line why a command failed, and chooses the exit code. */
final class FailedCommand implements IExecutionExceptionHandler {

    static final int FAILED = 1;
    static final int WRONG_ARGUMENTS = 2;
    static final int NOT_FOUND = 3;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        command.getErr().println(command.getColorScheme().errorText(PlainText.of(message)));
        command.getErr().flush();
        if (failure instanceof MemoryException.NotFound || failure instanceof TaskNotFoundException) {
            return NOT_FOUND;
        }
        return failure instanceof IllegalArgumentException ? WRONG_ARGUMENTS : FAILED;
    }
}

package dev.commonground.crew.model;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a model does not answer. The run keeps its finished work and can be resumed, and no memory is lost. The
 * cause is the exception of the model's client.
 */
public final class ModelCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The reason for a missing answer. */
    public enum Reason {
        /** The endpoint does not accept the key. */
        AUTHENTICATION("the endpoint refused the key: check the API key and its permissions"),
        /** Too many calls or tokens. */
        RATE_LIMIT("the endpoint's rate limit was hit: wait, or lower the load, or raise the limit"),
        /** No answer in time. */
        TIMEOUT("no answer came in time: raise the timeout of the model, or shorten the task"),
        /** The endpoint itself failed. */
        SERVER("the endpoint failed: wait and try again, or use another"),
        /** There is no such model. */
        MODEL_NOT_FOUND("the endpoint does not have this model: check the name of the model and the base URL"),
        /** The endpoint is not reachable. */
        UNREACHABLE("the endpoint cannot be reached: check the base URL and the network"),
        /** The endpoint or the model does not support tools. */
        TOOLS_REFUSED(
                "the endpoint refused the tools of the request: choose a model that supports tools, or remove the tools of the agent"),
        /** The content was filtered. */
        CONTENT_FILTERED("the endpoint filtered the content: change the task or the model"),
        /** The endpoint refused the request for another reason. */
        REQUEST_REFUSED(
                "the endpoint refused the request for the reason in the cause: check the settings and limits of the model"),
        /** The answer had neither text nor a tool call. */
        EMPTY_ANSWER("the answer of the model was empty: try again, allow more output tokens, or use another model"),
        /** The thread of the run was interrupted. */
        INTERRUPTED("the thread of the run was interrupted: let it go on another time"),
        /** Anything else. */
        OTHER("the client of the model failed with the exception in the cause");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }
    }

    private final String task;
    private final String agent;
    private final Reason reason;

    private ModelCallException(String task, String agent, Reason reason, @Nullable Throwable cause) {
        super(
                "The model of agent %s did not answer for task %s: %s. The finished work is kept; resume the run to continue"
                        .formatted(agent, task, reason.advice),
                cause);
        this.task = task;
        this.agent = agent;
        this.reason = reason;
    }

    static ModelCallException emptyAnswer(String task, String agent) {
        return new ModelCallException(task, agent, Reason.EMPTY_ANSWER, null);
    }

    static ModelCallException of(String task, String agent, boolean offeredTools, RuntimeException cause) {
        return new ModelCallException(task, agent, reason(offeredTools, cause), cause);
    }

    private static Reason reason(boolean offeredTools, RuntimeException cause) {
        if (offeredTools && refusesTools(cause)) {
            return Reason.TOOLS_REFUSED;
        }
        if (cause instanceof AuthenticationException) {
            return Reason.AUTHENTICATION;
        }
        return cause instanceof InternalServerException ? Reason.SERVER : limit(cause);
    }

    private static Reason limit(RuntimeException cause) {
        if (cause instanceof InterruptedCall) {
            return Reason.INTERRUPTED;
        }
        if (cause instanceof RateLimitException) {
            return Reason.RATE_LIMIT;
        }
        return cause instanceof TimeoutException ? Reason.TIMEOUT : refusal(cause);
    }

    private static Reason refusal(RuntimeException cause) {
        if (cause instanceof ModelNotFoundException) {
            return Reason.MODEL_NOT_FOUND;
        }
        if (cause instanceof UnresolvedModelServerException || notConnected(cause)) {
            return Reason.UNREACHABLE;
        }
        if (cause instanceof ContentFilteredException) {
            return Reason.CONTENT_FILTERED;
        }
        return cause instanceof InvalidRequestException ? Reason.REQUEST_REFUSED : Reason.OTHER;
    }

    /** Searches all causes, because each client wraps network failures in another way. */
    private static boolean notConnected(@Nullable Throwable thrown) {
        return thrown != null
                && (thrown instanceof ConnectException
                        || thrown instanceof UnknownHostException
                        || notConnected(thrown.getCause()));
    }

    /** Servers use different messages, but all of them mention tools or functions. */
    private static boolean refusesTools(RuntimeException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return (cause instanceof InvalidRequestException || cause instanceof UnsupportedFeatureException)
                && (message.contains("tool") || message.contains("function"));
    }

    /** Returns the name of the task. */
    public String task() {
        return task;
    }

    /** Returns the name of the agent. */
    public String agent() {
        return agent;
    }

    /** Returns the reason for the missing answer. */
    public Reason reason() {
        return reason;
    }
}

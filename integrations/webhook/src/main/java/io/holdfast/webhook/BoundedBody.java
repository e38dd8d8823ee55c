package io.holdfast.webhook;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Throws away the body of a response, so that its connection can be used again. A body that is too long or too slow is given up, and
 * its connection with it: the status has said all that matters.
 */
final class BoundedBody implements BodySubscriber<@Nullable Void> {

    static final int MAX_BYTES = 64 * 1024;

    private static final long MAX_SECONDS = 1;

    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private int bytes;

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        end.completeOnTimeout(null, MAX_SECONDS, TimeUnit.SECONDS).thenRun(subscription::cancel);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            bytes += buffer.remaining();
        }
        if (bytes > MAX_BYTES) {
            end.complete(null);
        }
    }

    @Override
    public void onError(Throwable failure) {
        // The event has arrived or not, whatever became of the rest of the answer.
        end.complete(null);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}

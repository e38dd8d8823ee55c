package io.holdfast.jta;

import static io.holdfast.jta.NarayanaExtension.TM;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NarayanaExtension.class)
class OwnTransactionsTest {

    @Test
    void worksWhileATransactionThatHasEndedIsStillOnTheThread() throws Exception {
        List<Integer> states = new ArrayList<>();
        TM.begin();
        TM.getTransaction().registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                states.add(status);
                try {
                    new OwnTransactions().call("a callback", () -> states.add(TM.getStatus()));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });

        TM.commit();

        assertThat(states).containsExactly(Status.STATUS_COMMITTED, Status.STATUS_ACTIVE);
        assertThat(TM.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }
}

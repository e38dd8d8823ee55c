/**
 * The application that the demo runs: an order service as a user of Holdfast would write it. Sees only the API of Holdfast and
 * of Jakarta. Entry type: {@link io.holdfast.demo.orders.OrderService}.
 */
package io.holdfast.demo.orders;

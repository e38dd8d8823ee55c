/**
 * A web application of a user of Holdfast, for a server. Entry type: {@link io.holdfast.demo.shop.OrdersServlet}.
 */
package io.holdfast.demo.shop;

/** Which address shows what. The paths of the server's own calls are not among them. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  stripSearchParams,
  type SearchSchemaInput,
} from "@tanstack/react-router";
import { Crash } from "../components/Crash";
import { CustomerDrawer } from "../components/customer/CustomerDrawer";
import { CustomersPage } from "../components/customers/CustomersPage";
import { NotFound } from "../components/NotFound";
import { Root } from "../components/Root";
import { DEFAULT_VIEW, viewOf, type View } from "../logic/view";

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/customers", replace: true });
  },
});

const customersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/customers",
  validateSearch: (search: Partial<View> & SearchSchemaInput): View => viewOf({ ...search }),
  search: { middlewares: [stripSearchParams(DEFAULT_VIEW)] },
  component: CustomersPage,
});

const customerRoute = createRoute({
  getParentRoute: () => customersRoute,
  path: "$uuid",
  component: CustomerDrawer,
});

const newRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/new",
  component: lazyRouteComponent(() => import("../components/creations/NewPage"), "NewPage"),
});

const creationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/new/$id",
  component: lazyRouteComponent(
    () => import("../components/creations/CreationPage"),
    "CreationPage",
  ),
});

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/overview",
  component: lazyRouteComponent(
    () => import("../components/overview/OverviewPage"),
    "OverviewPage",
  ),
});

const activityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/activity",
  component: lazyRouteComponent(
    () => import("../components/activity/ActivityPage"),
    "ActivityPage",
  ),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    home,
    customersRoute.addChildren([customerRoute]),
    newRoute,
    creationRoute,
    overviewRoute,
    activityRoute,
  ]),
  defaultErrorComponent: Crash,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

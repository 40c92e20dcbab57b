/** What stands around each page: the way to the others, preferences and the way out. */
import { Badge, Button, Menu, Text } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { ChartColumn, History, LogOut, Plus, Users } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Session } from "../../shared/api";
import { useShortcuts } from "../hooks/use-shortcuts";
import { useSignOut } from "../hooks/use-session";
import { notifyProblem } from "./notify";
import { CreationsBadge } from "./creations/CreationsBadge";
import { Preferences } from "./Preferences";
import classes from "./Shell.module.css";
import { ShortcutList } from "./ShortcutList";

const PAGES = [
  { to: "/customers", key: "customers", icon: Users },
  { to: "/overview", key: "overview", icon: ChartColumn },
  { to: "/new", key: "new", icon: Plus },
  { to: "/activity", key: "activity", icon: History },
] as const;

export interface ShellProps {
  readonly session: Session | undefined;
  readonly children: ReactNode;
}

export function Shell({ session, children }: ShellProps) {
  const t = useTranslations("shell");
  const navigate = useNavigate();
  const [listing, setListing] = useState(false);
  useShortcuts({
    n: () => void navigate({ to: "/new" }),
    "?": () => setListing(true),
  });
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t("skip")}
      </a>
      <header className={classes.side}>
        <div className={classes.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          <Text fw={600}>{t("brand")}</Text>
          {session?.api === "sandbox" && (
            <Badge
              size="sm"
              variant="outline"
              color="gray"
              tt="none"
              fw={500}
              className={classes.api}
            >
              {t("sandbox")}
            </Badge>
          )}
        </div>
        <nav aria-label={t("pages")} className={classes.nav}>
          {PAGES.map(({ to, key, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              className={classes.link}
              activeOptions={{ includeSearch: false }}
            >
              <Icon size={18} aria-hidden="true" />
              <span>{t(key)}</span>
              {key === "new" && <CreationsBadge />}
            </Link>
          ))}
        </nav>
        <div className={classes.foot}>
          <Preferences />
          <Account user={session?.user ?? ""} />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
        <div id="layer" />
      </main>
      <ShortcutList opened={listing} onClose={() => setListing(false)} />
    </div>
  );
}

function Account({ user }: { readonly user: string }) {
  const t = useTranslations("shell");
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" className={classes.account}>
          <span className={classes.user}>{user || "…"}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<LogOut size={16} />}
          onClick={() =>
            signOut.mutate(undefined, {
              onError: (error) => notifyProblem(t("signOutFailed"), error),
            })
          }
        >
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

"""What no schema knows: names that have to be there, and what every pod of ours keeps to.

kustomize 5.8 passes images, patches and references that hit nothing; kubernetes-validate 1.37 passes selectors that
select nothing and mounts of no volume. So each is looked at here.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from .conftest import K8S, TOOLS, Object, Rendered

pytestmark = pytest.mark.deployment

OF_OPERATORS: Final = {"ServiceMonitor", "PrometheusRule"}
"""Kinds of the Prometheus operator: their schemas come with it, not with Kubernetes."""
ENDS_WITHIN_SECONDS: Final = 25
CONNECTIONS: Final = {"bot": 26, "tickets": 13, "files": 10}
"""Of one replica, at most: the services' READMEs."""


def selector_of(workload: Object) -> dict[str, str]:
    labels: dict[str, str] = workload["spec"]["selector"]["matchLabels"]
    return labels


def ports_of(pods: list[Object]) -> set[str]:
    return {
        port["name"] for pod in pods for each in pod["spec"]["containers"] for port in each.get("ports", [])
    }


def test_the_schemas_of_the_newest_release_take_every_object(rendered: Rendered, tmp_path: Path) -> None:
    known = [each for each in rendered.objects if each["kind"] not in OF_OPERATORS]
    file = tmp_path / "objects.yaml"
    file.write_text(yaml.safe_dump_all(known))
    command: list[str | Path] = [TOOLS / "kubernetes-validate", "--strict", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARN" not in done.stdout + done.stderr


def test_names_are_given_once_and_all_but_the_namespace_are_in_it(rendered: Rendered) -> None:
    names = [(each["kind"], each["metadata"]["name"]) for each in rendered.objects]
    assert len(set(names)) == len(names)
    outside = {each["kind"] for each in rendered.objects if each["metadata"].get("namespace") != "fixline"}
    assert outside == {"Namespace"}
    (namespace,) = rendered.of("Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


def test_every_workload_selects_its_own_pods_and_nobody_elses(rendered: Rendered) -> None:
    for workload in rendered.of("Deployment", "StatefulSet"):
        assert rendered.pods_with(selector_of(workload)) == [workload["spec"]["template"]]


def test_every_service_has_pods_and_their_ports(rendered: Rendered) -> None:
    for service in rendered.of("Service"):
        pods = rendered.pods_with(service["spec"]["selector"])
        assert len(pods) == 1, service["metadata"]["name"]
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= ports_of(pods)


def test_every_service_of_ours_is_scraped_under_its_name(rendered: Rendered) -> None:
    scraped = set()
    for monitor in rendered.of("ServiceMonitor"):
        wanted = monitor["spec"]["selector"]["matchLabels"]
        (service,) = (
            each for each in rendered.of("Service") if wanted.items() <= each["metadata"]["labels"].items()
        )
        ports = {port["name"] for port in service["spec"]["ports"]}
        assert {each["port"] for each in monitor["spec"]["endpoints"]} <= ports
        scraped.add(service["metadata"]["labels"][monitor["spec"]["jobLabel"]])
    assert scraped == {"bot", "tickets", "files", "backups"}


def test_what_counts_replicas_and_what_keeps_them_name_something(rendered: Rendered) -> None:
    for scaler in rendered.of("HorizontalPodAutoscaler"):
        target = scaler["spec"]["scaleTargetRef"]
        assert "replicas" not in rendered.one(target["kind"], target["name"])["spec"]
    for budget in rendered.of("PodDisruptionBudget"):
        assert len(rendered.pods_with(budget["spec"]["selector"]["matchLabels"])) == 1
    for ingress in rendered.of("Ingress"):
        for rule in ingress["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                backend = path["backend"]["service"]
                service = rendered.one("Service", backend["name"])
                assert backend["port"]["name"] in {port["name"] for port in service["spec"]["ports"]}


def test_pods_give_up_what_they_do_not_need(rendered: Rendered) -> None:
    for name, pod in rendered.pods():
        spec = pod["spec"]
        assert spec["automountServiceAccountToken"] is False, name
        assert spec["securityContext"]["runAsNonRoot"] is True, name
        assert spec["securityContext"]["runAsUser"] > 0, name
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert not {"hostNetwork", "hostPID", "hostIPC"} & spec.keys(), name
        assert not any("hostPath" in volume for volume in spec.get("volumes", [])), name
    for name, container in rendered.containers():
        of_its_own = dict(container["securityContext"])
        assert of_its_own.pop("runAsUser", 1) > 0, name
        of_its_own.pop("runAsGroup", None)
        assert of_its_own == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, name


def test_containers_say_what_they_need_and_never_take_more_memory(rendered: Rendered) -> None:
    for name, container in rendered.containers():
        resources = container["resources"]
        assert {"cpu", "memory"} <= resources["requests"].keys(), name
        assert mebibytes(resources["limits"]["memory"]) >= mebibytes(resources["requests"]["memory"]), name
        for each in container.get("volumeMounts", []):
            assert each["mountPath"].startswith("/"), name


def mebibytes(quantity: str) -> float:
    found = re.fullmatch(r"(\d+)(Mi|Gi)", quantity)
    assert found, f"{quantity} is no quantity of memory that Kubernetes reads as one"
    return int(found[1]) * {"Mi": 1, "Gi": 1024}[found[2]]


def test_what_serves_is_probed_and_what_migrates_is_not(rendered: Rendered) -> None:
    for name, container in rendered.containers():
        probes = {"startupProbe", "livenessProbe", "readinessProbe"} & container.keys()
        assert len(probes) == (0 if name.startswith("Job/") else 3), name
        for probe in probes:
            named = container[probe].get("httpGet", container[probe].get("tcpSocket", {})).get("port")
            assert named is None or named in {port["name"] for port in container["ports"]}, name


def test_a_pod_has_the_time_to_end_in(rendered: Rendered) -> None:
    for name in CONNECTIONS:
        spec = rendered.one("Deployment", name)["spec"]["template"]["spec"]
        before = spec["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
        drain = float(environment_of(rendered, spec["containers"][0])["DRAIN_DELAY_SECONDS"])
        assert spec["terminationGracePeriodSeconds"] > before + drain + ENDS_WITHIN_SECONDS


def test_mounts_and_volumes_are_each_others(rendered: Rendered) -> None:
    for workload in rendered.workloads():
        spec = workload["spec"]["template"]["spec"]
        claimed = {each["metadata"]["name"] for each in workload["spec"].get("volumeClaimTemplates", [])}
        volumes = {each["name"] for each in spec.get("volumes", [])} | claimed
        containers = [*spec["containers"], *spec.get("initContainers", [])]
        mounted = {each["name"] for container in containers for each in container["volumeMounts"]}
        assert mounted == volumes, workload["metadata"]["name"]


def test_config_maps_and_claims_that_are_named_are_there(rendered: Rendered) -> None:
    there = {(each["kind"], each["metadata"]["name"]) for each in rendered.objects} | claims_of_sets(rendered)
    for _, pod in rendered.pods():
        for volume in pod["spec"].get("volumes", []):
            if "configMap" in volume:
                assert ("ConfigMap", volume["configMap"]["name"]) in there
            if "persistentVolumeClaim" in volume:
                assert ("PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"]) in there
    for _, container in rendered.containers():
        for source in container.get("envFrom", []):
            if "configMapRef" in source:
                assert ("ConfigMap", source["configMapRef"]["name"]) in there


def claims_of_sets(rendered: Rendered) -> set[tuple[str, str]]:
    """Return the claims that the first replica of each set makes of a template."""
    return {
        ("PersistentVolumeClaim", f"{claim['metadata']['name']}-{each['metadata']['name']}-0")
        for each in rendered.of("StatefulSet")
        for claim in each["spec"].get("volumeClaimTemplates", [])
    }


def test_images_are_named_in_full_and_pinned(rendered: Rendered) -> None:
    for name, container in rendered.containers():
        host, _, rest = container["image"].partition("/")
        assert "." in host, (
            f"{name}: {container['image']} is of no registry: the overlay's images did not apply"
        )
        assert re.search(r":(?!latest)[\w.-]+$", rest), f"{name}: {container['image']}"


def test_each_patch_of_an_overlay_shows(rendered: Rendered) -> None:
    files = rendered.one("Deployment", "files")["spec"]
    constraints = rendered.one("Deployment", "bot")["spec"]["template"]["spec"]["topologySpreadConstraints"]
    spread = [each["topologyKey"] for each in constraints]
    (postgresql,) = rendered.one("NetworkPolicy", "postgresql")["spec"]["egress"]
    if rendered.overlay == "small":
        assert files["strategy"] == {"type": "Recreate"}
        assert spread == ["kubernetes.io/hostname"]
    else:
        assert files["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
        assert spread == ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]
        assert [each["ipBlock"]["cidr"] for each in postgresql["to"]] == ["10.20.0.0/24"]


def test_nobody_is_called_but_by_those_who_may(rendered: Rendered) -> None:
    deny = rendered.one("NetworkPolicy", "nobody")["spec"]
    assert deny == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    callers = {name: list(callers_of(rendered, name)) for name in CONNECTIONS}
    assert callers["bot"] == [{"kubernetes.io/metadata.name": "ingress-nginx"}]
    assert callers["tickets"] == [{"fixline/calls-tickets": "yes"}]
    assert callers["files"] == [{"fixline/calls-files": "yes"}]
    assert [
        pod["metadata"]["labels"]["app.kubernetes.io/name"]
        for pod in rendered.pods_with(callers["tickets"][0])
    ] == ["bot"]


def callers_of(rendered: Rendered, name: str) -> Iterator[dict[str, str]]:
    for source in rendered.one("NetworkPolicy", name)["spec"]["ingress"][0]["from"]:
        labels = source.get("podSelector", source["namespaceSelector"])["matchLabels"]
        yield labels


def test_policies_are_about_pods_and_ports_that_are_there(rendered: Rendered) -> None:
    for policy in rendered.of("NetworkPolicy"):
        selector = policy["spec"]["podSelector"]
        pods = [pod for _, pod in rendered.pods() if fits(selector, pod["metadata"]["labels"])]
        assert pods, policy["metadata"]["name"]
        for rule in policy["spec"].get("ingress", []):
            assert {port["port"] for port in rule["ports"]} <= ports_of(pods), policy["metadata"]["name"]
        for rule in policy["spec"].get("egress", []):
            for target in rule.get("to", []):
                if "namespaceSelector" in target or "ipBlock" in target:
                    continue
                called = [
                    pod
                    for _, pod in rendered.pods()
                    if fits(target["podSelector"], pod["metadata"]["labels"])
                ]
                assert {port["port"] for port in rule["ports"]} <= ports_of(called), policy["metadata"][
                    "name"
                ]


def fits(selector: Object, labels: dict[str, str]) -> bool:
    return selector.get("matchLabels", {}).items() <= labels.items() and all(
        each["operator"] == "In" and labels.get(each["key"]) in each["values"]
        for each in selector.get("matchExpressions", [])
    )


def test_connections_of_all_replicas_fit_the_server(rendered: Rendered) -> None:
    """While one replica is replaced by another there is one more of each."""
    at_most = {
        scaler["spec"]["scaleTargetRef"]["name"]: scaler["spec"]["maxReplicas"]
        for scaler in rendered.of("HorizontalPodAutoscaler")
    }
    surge = {
        name: rendered.one("Deployment", name)["spec"]["strategy"].get("rollingUpdate", {}).get("maxSurge", 0)
        for name in CONNECTIONS
    }
    needed = sum(count * (at_most.get(name, 1) + surge[name]) for name, count in CONNECTIONS.items())
    if rendered.overlay == "small":
        (server,) = rendered.one("StatefulSet", "postgresql")["spec"]["template"]["spec"]["containers"]
        (allowed,) = (each for each in server["args"] if each.startswith("max_connections="))
        assert needed < int(allowed.partition("=")[2])
    else:
        said = re.search(r"`max_connections` (\d+)", (K8S / "README.md").read_text())
        assert said
        assert needed < int(said[1])


def test_alerts_are_those_that_are_tested(tmp_path: Path) -> None:
    written = tmp_path / "rules.yaml"
    subprocess.run([sys.executable, K8S / "rules.py", written], check=True)  # noqa: S603  # our own arguments
    assert (K8S / "base/prometheus-rules.yaml").read_text() == written.read_text(), (
        "run make kubernetes-rules"
    )


def test_backups_are_made_by_one_that_reaches_the_databases_and_the_attachments(rendered: Rendered) -> None:
    deployment = rendered.one("Deployment", "backups")["spec"]
    assert (deployment["replicas"], deployment["strategy"]) == (1, {"type": "Recreate"})
    pod = deployment["template"]
    (container,) = pod["spec"]["containers"]
    environment = environment_of(rendered, container)
    (port,) = container["ports"]
    assert environment["BACKUP_METRICS_LISTEN"] == f"0.0.0.0:{port['containerPort']}"
    mounts = {each["mountPath"]: each.get("readOnly", False) for each in container["volumeMounts"]}
    assert mounts[environment["BACKUP_FOLDER"]] is False
    assert time.fromisoformat(environment["BACKUP_AT"]).tzinfo is None
    (files,) = rendered.one("Deployment", "files")["spec"]["template"]["spec"]["containers"]
    store = environment_of(rendered, files)["FILES_STORE_URL"]
    assert environment["FILES_STORE_URL"] == store
    if store.startswith("file://"):
        assert mounts[store.removeprefix("file://")] is True
    reached = rendered.one("NetworkPolicy", "postgresql")["spec"]["podSelector"]
    assert fits(reached, pod["metadata"]["labels"])
    if rendered.overlay == "small":
        (rule,) = rendered.one("NetworkPolicy", "postgresql-is-for-the-services")["spec"]["ingress"]
        assert fits(rule["from"][0]["podSelector"], pod["metadata"]["labels"])
        (server,) = rendered.one("StatefulSet", "postgresql")["spec"]["template"]["spec"]["containers"]
        assert "max_slot_wal_keep_size=4GB" in server["args"]


def environment_of(rendered: Rendered, container: dict[str, Any]) -> dict[str, str]:
    """Return what a container's config maps say."""
    said: dict[str, str] = {}
    for source in container["envFrom"]:
        if "configMapRef" in source:
            said |= rendered.one("ConfigMap", source["configMapRef"]["name"])["data"]
    return said

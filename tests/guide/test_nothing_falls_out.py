"""All that the evidence holds of claims, mechanisms, options and questions stands in a guide: nothing falls out."""

from __future__ import annotations

import pytest

from conditions.guide import files
from tests import shipped

# guide -> list in the document -> the ids that the evidence was gathered under
IDS: dict[str, dict[str, str]] = {
    "before-you-sign": {
        "claims": """
            immune-privileged-no-rejection drip-is-low-trauma no-serious-side-effects cells-home-to-the-damage
            cells-become-new-nerves exosomes-as-treatment treats-the-root-cause small-studies-as-proof
            animal-results-as-proof younger-cord-cells tumour-risk-only-with-ips soon-first-line
            korea-grey-zone asia-will-open-routes come-to-an-experienced-centre for-information-only
        """,
        "mechanisms": """
            homing cell-replacement paracrine immune-modulation anti-inflammation exosomes angiogenesis
            neurotrophic endogenous-repair anti-apoptosis antioxidant energy-metabolism pain-pathways
            rehab-synergy
        """,
        "questions": """
            approved-for-my-condition trial-or-treatment listed-is-not-approved who-may-do-it
            consent-form-home why-do-i-pay whole-price refund who-earns what-is-in-the-syringe which-lab
            own-or-donor how-many-like-me compared-with-what people-or-animals what-would-change
            out-of-100-no-better worst-that-happened emergency-during-infusion cannot-be-taken-out
            who-pays-if-harmed how-given-by-whom who-to-call follow-up-and-report treated-abroad
            proven-options-first closes-doors my-own-risks stop-my-treatment second-opinion
        """,
        "warning_signs": """
            cures-many-diseases zero-risk promised-success pay-to-join-research registered-so-approved
            stories-not-studies advertised-to-the-public sign-today wrong-place no-batch-papers exosome-shots
            becomes-new-nerves only-small-or-animal-studies stop-other-treatment agent-takes-you-abroad
            no-plan-for-trouble
        """,
        "countries": """
            cn us kr jp eu uk au tw anywhere
        """,
    },
    "cerebral-palsy": {
        "claims": """
            cp-rate-unchanged-40-years cp-often-with-epilepsy-and-learning-problems
            cp-cooling-with-xenon-or-barbiturates cp-standard-care-cannot-reverse
            cp-new-window-neuroregeneration cp-cells-home-and-cross-barrier cp-five-to-ten-percent-neurons
            cp-growth-factors-rebuild cp-exosome-mir cp-tehran-2024-trial cp-il6-tnf-fall
            cp-rats-30-percent-neurons cp-pet-energy-reversed cp-cell-death-stopped cp-case-reports-confirm
            cp-remarkable-effect cp-all-round-repair cp-first-line-soon cp-source-and-timing-unknown
            cp-no-word-on-harm
        """,
        "mechanisms": """
            cp-homing cp-blood-brain-barrier cp-differentiation cp-network-connections cp-paracrine
            cp-vegf-vessels cp-hgf-myelin cp-bdnf-ngf cp-sdf1-endogenous cp-exosomes cp-immune-balance
            cp-microglia-scar cp-synapse-netrin cp-mitochondria-sirt3 cp-glucose-pet cp-anti-apoptosis
            cp-antioxidant cp-five-in-one cp-targeted-delivery cp-ai-single-cell cp-gene-edited
        """,
        "options": """
            cp-keep-current-care-and-wait cp-goal-directed-practice cp-hand-training cp-botulinum-toxin
            cp-rhizotomy cp-baclofen-pump cp-hip-checks cp-newborn-cooling cp-acupuncture-with-rehab
            cp-hyperbaric-oxygen cp-cord-blood cp-msc-infusion cp-spinal-fluid-cells
        """,
        "questions": """
            cp-q-expected-gain-without-cells cp-q-same-cells-same-trial cp-q-compared-with-what
            cp-q-points-into-daily-life cp-q-our-own-goal cp-q-children-like-mine cp-q-cause-and-genes
            cp-q-epilepsy cp-q-spine-needle cp-q-how-many-courses cp-q-rehab-in-the-package cp-q-scan-as-proof
            cp-q-approved-or-trial cp-q-stored-cord-blood cp-q-what-we-would-miss cp-q-same-money
            cp-q-who-measures cp-q-follow-up-years cp-q-child-s-voice
        """,
    },
    "chronic-migraine": {
        "claims": """
            definition biology constant-state acute-medicines preventives treatments-fall-short
            medication-overuse promising-groundbreaking root-cause anti-inflammatory-immune neuroprotection
            regeneration pain-pathways angiogenesis cgrp-reduction immunoprivileged iv-crosses-barrier
            intrathecal younger-cord-cells other-cells
        """,
        "mechanisms": """
            trigeminal neuroinflammation cgrp csd genes anti-inflammatory immune neuroprotection regeneration
            pain-pathways angiogenesis less-cgrp paracrine immune-privilege iv-bbb intrathecal self-renewal
            ipsc-model ipsc-transplant neural-stem-cells cgrp-blockers triptans medication-overuse
            placebo-response
        """,
        "options": """
            wait stop-overuse cgrp-antibody atogepant onabotulinumtoxina topiramate older-tablets acupuncture
            self-management nerve-surgery fat-injection svf-own-fat donor-msc
        """,
        "questions": """
            is-it-chronic-migraine painkiller-days what-have-i-not-tried how-many-with-migraine
            compared-with-what what-counts-as-success trial-results which-cells which-route how-reach-brain
            growth-factors headache-as-harm donor-risks approved-or-study keep-my-medicines
            how-long-and-repeat pregnancy-and-other-illness
        """,
    },
    "chronic-pain": {
        "claims": """
            radical-cure pain-fell-in-28 lasting-relief quality-of-life iv-is-safe less-invasive
            no-drug-dependence homing-after-drip gap-junction-80-percent many-studies-confirm
            standard-care-cannot-help three-hundred-million bright-prospects almost-any-cell six-mechanisms
            fifty-eight-patients blood-tests-improved csf-cells-are-good only-headache-and-fever
            other-brain-diseases
        """,
        "mechanisms": """
            root-cause homing paracrine anti-inflammatory gap-junctions tissue-repair neuroprotection
            pain-signals exosome-mirna differentiation neurotrophic antioxidant angiogenesis
        """,
        "options": """
            iv-own-fat-cells cells-into-joint-or-disc cells-at-the-nerve cells-into-spinal-fluid exosomes
            join-a-trial duloxetine amitriptyline gabapentin pregabalin topical opioids exercise cbt
            acupuncture spinal-cord-stimulation no-change-for-now
        """,
        "questions": """
            who-were-the-28 my-kind-of-pain time-or-cells measure-my-pain how-long-does-it-last
            deaths-in-japan lung-clots cell-factory what-is-in-the-bag why-a-drip animals-or-people
            spinal-fluid what-have-i-not-tried my-medicines trial-or-sale price-and-rounds home-from-abroad
            who-wrote-the-article
        """,
    },
    "spinal-degeneration": {
        "claims": """
            repair-not-just-relief fusion-harms-next-level small-disc-studies-improve mri-water-and-height
            korean-2024-sixty-percent celltop-seventy-percent korean-multicentre-cord-cells
            best-in-early-or-incomplete combined-care-is-key animals-slow-or-reverse-wear
            animals-recover-movement cells-replace-lost-cells tumours-only-from-ips
            risk-list-without-infection own-cells-may-react-donor-more still-experimental
            korea-uninsured-grey-area phase-two-three-trials-under-way works-so-come-now
            biomarkers-will-predict
        """,
        "mechanisms": """
            paracrine-growth-factors new-blood-vessels immune-modulation lowers-il1-tnf
            replace-disc-and-nerve-cells rebuild-disc-matrix rehydrate-and-heighten-disc survive-in-the-disc
            nerve-and-myelin-repair axon-bridge less-scar works-with-rehabilitation cells-with-gels-or-genes
            ips-or-engineered-cells biomarkers-pick-patients disc-cell-and-water-loss lasting-inflammation
            small-vessel-damage broken-or-blocked-nerve-signals cells-die-after-injection immune-reaction
            tumour-risk wrong-tissue misconnected-nerves no-standard-recipe
        """,
        "options": """
            wait-stay-active exercise-programme cognitive-functional-therapy anti-inflammatory-tablets
            epidural-steroid basivertebral-nerve-ablation spinal-fusion disc-replacement disc-cells-in-a-trial
            disc-cells-at-a-clinic sci-no-cells sci-early-surgery sci-skin-stimulation sci-cells
        """,
        "questions": """
            disc-or-cord is-this-disc-the-cause will-it-shut-me-out-of-trials sham-trial-of-your-product
            which-korean-study cells-or-physiotherapy who-graded-the-injury how-many-of-100-gain
            what-happens-without-cells-sci what-would-count-for-me which-cells-how-made where-exactly-injected
            disc-infection worse-pain-or-spasms late-growths korean-approval-number whole-cost-and-refund
            rehabilitation-before-surgery-or-cells
        """,
    },
}
ROWS = [(slug, name, ids) for slug, lists in IDS.items() for name, ids in lists.items()]


def test_every_guide_ships() -> None:
    assert files.slugs() == sorted(IDS)


@pytest.mark.parametrize(("slug", "name", "ids"), ROWS, ids=[f"{slug} {name}" for slug, name, _ in ROWS])
def test_nothing_that_the_evidence_holds_has_fallen_out(slug: str, name: str, ids: str) -> None:
    standing = {item.id for item in getattr(shipped.guide(slug), name)}
    assert set(ids.split()) <= standing

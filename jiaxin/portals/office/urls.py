"""Addresses of the office: bureau, departments, streets, association, auditor."""

from django.urls import path

from jiaxin.portals.office import (
    audit,
    batches,
    codes,
    companies,
    comparing,
    coverage,
    home,
    reviews,
    rules,
    score,
    suspicions,
    uploading,
    worker_file,
    workers,
)

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("upload", uploading.upload, name="upload"),
    path("batches", batches.batches, name="batches"),
    path("workers", workers.workers, name="workers"),
    path("workers/list.xlsx", workers.export, name="export"),
    path("workers/<slug:subject>", worker_file.worker_file, name="worker"),
    path("workers/<slug:subject>/reveal", worker_file.reveal, name="reveal"),
    path("workers/<slug:subject>/review", reviews.propose, name="propose"),
    path("workers/<slug:subject>/card.pdf", codes.card, name="card"),
    path("workers/<slug:subject>/code/replace", codes.replace, name="code-replace"),
    path("workers/<slug:subject>/code/<slug:verb>", codes.step, name="code-step"),
    path("companies/<slug:subject>/cards.pdf", codes.sheet, name="cards"),
    path("hear", codes.hear, name="hear"),
    path("companies", companies.companies, name="companies"),
    path("companies/<slug:subject>", companies.company, name="company"),
    path("coverage", coverage.coverage, name="coverage"),
    path("coverage.xlsx", coverage.export, name="coverage-export"),
    path("reviews", reviews.reviews, name="reviews"),
    path("reviews/<slug:case_id>", reviews.review, name="review"),
    path("reviews/<slug:case_id>/do/<slug:verb>", reviews.act, name="review-act"),
    path("suspicions", suspicions.suspicions, name="suspicions"),
    path("suspicions.xlsx", suspicions.export, name="suspicions-export"),
    path("suspicions/<slug:household>", suspicions.suspicion, name="suspicion"),
    path("suspicions/<slug:household>/find", suspicions.find, name="suspicion-find"),
    path("score/<slug:subject>", score.score, name="score"),
    path("rules/compare", comparing.comparing, name="comparing"),
    path("rules", rules.rules, name="rules"),
    path("rules/<slug:digest>/promulgate", rules.promulgate, name="promulgate"),
    path("log", audit.log, name="log"),
]

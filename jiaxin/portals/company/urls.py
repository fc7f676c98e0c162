"""Addresses of the company's screens."""

from django.urls import path

from jiaxin.portals.company import (
    batches,
    cases,
    comparing,
    employing,
    home,
    pledging,
    score,
    supporting,
    uploading,
    worker_file,
    workers,
)

app_name = "company"
urlpatterns = [
    path("", home.home, name="home"),
    path("score", score.score, name="score"),
    path("upload", uploading.upload, name="upload"),
    path("template/<slug:kind>", uploading.template, name="template"),
    path("batches", batches.batches, name="batches"),
    path("batches/<slug:batch_id>", batches.batch, name="batch"),
    path("batches/<slug:batch_id>/progress", batches.progress, name="progress"),
    path("batches/<slug:batch_id>/returned", batches.returned, name="returned"),
    path("batches/<slug:batch_id>/headings", batches.headings, name="headings"),
    path("batches/<slug:batch_id>/comparison", comparing.comparison, name="comparison"),
    path("batches/<slug:batch_id>/left", comparing.left, name="left"),
    path("batches/<slug:batch_id>/do/<slug:verb>", batches.act, name="act"),
    path("support", supporting.support, name="support"),
    path("cases", cases.listed, name="cases"),
    path("cases/report", cases.report, name="credit-report"),
    path("cases/object", cases.objected, name="object"),
    path("cases/repair", cases.repaired, name="repair"),
    path("stars", cases.stars, name="stars"),
    path("pledge", pledging.pledge, name="pledge"),
    path("cases/<slug:case_id>/plaque.pdf", cases.plaque, name="plaque"),
    path("cases/star", cases.applied, name="star"),
    path("cases/<slug:case_id>", cases.case, name="case"),
    path("cases/<slug:case_id>/do/<slug:verb>", cases.act, name="case-act"),
    path("cases/<slug:case_id>/file/<slug:name>", cases.file, name="case-file"),
    path("cases/<slug:case_id>/letter/<int:number>", cases.letter, name="letter"),
    path("employment", employing.employment, name="employment"),
    path("employment.xlsx", employing.export, name="employment-export"),
    path("workers", workers.workers, name="workers"),
    path("workers/list.xlsx", workers.export, name="export"),
    path("workers/<slug:subject>", worker_file.worker_file, name="worker"),
    path("workers/<slug:subject>/card", worker_file.card, name="card"),
]
